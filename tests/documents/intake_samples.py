"""Files of every kind that intake reads, made by hand."""

import gzip
import io
import tarfile
import zipfile

PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Grain leaves port</title></head><body><article>"
    "<h1>Grain leaves port</h1><p>The first ship with grain left the port of Arland on Tuesday, officials said.</p>"
    "<p>It carries 20,000 tons of wheat for Borduria, which has had two poor harvests.</p></article></body></html>"
)
DUMP = "Grain leaves port\n\nThe first ship with grain left the port on Tuesday, the ministry said.\n"
ARTICLE = "<p>" + "The ministry said that the first ship had left the port with grain on board. " * 8 + "</p>"


def record(body: bytes, *, url: str = "https://a.example/1", http: str = "200 OK", type_: str = "text/html") -> bytes:
    """Return a WARC response record."""
    answer = f"HTTP/1.1 {http}\r\nContent-Type: {type_}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-06-18T06:08:29Z\r\n"
        "WARC-Record-ID: <urn:uuid:6a9f1c1e-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def zip_of(members: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tar_of(members: dict[str, bytes]) -> bytes:
    """Return a tar file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def pdf_of(lines: list[str]) -> bytes:
    """Return a PDF of one page with these lines of text; of none where there are none, as a scan is."""
    shown = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET" if lines else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown.encode("latin-1")),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def rss_of(*items: str) -> bytes:
    """Return an RSS feed of these items."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Arland Courier</title>'
        "<link>https://courier.example/</link>"
    )
    return (head + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>").encode()


WHOLE_ITEM = (
    "<title>Grain leaves port</title><link>/news/1</link><pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>"
    f"<description>In short.</description><content:encoded><![CDATA[{ARTICLE}]]></content:encoded>"
)
LINK_ITEM = "<title>More</title><link>https://courier.example/news/2</link><description>Read on.</description>"

MAIL = (
    "Received: from a.example by b.example; Tue, 5 Mar 2024 08:00:00 +0100\r\n"
    "From: The Arland Courier <news@courier.example>\r\nTo: reader@b.example\r\n"
    "Subject: =?utf-8?q?Getreide_=C3=BCber_See?=\r\nDate: Tue, 05 Mar 2024 08:00:00 +0100\r\n"
    "Message-ID: <1@courier.example>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain words.\r\n"
    "--x\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "<p>Caf\xe9 and grain.</p>\r\n--x--\r\n"
).encode("latin-1")

WARC = b"".join(
    gzip.compress(part)
    for part in (
        record(
            "<html><body><p>Žitný ostrov</p></body></html>".encode("iso-8859-2"), type_="text/html; charset=iso-8859-2"
        ),
        record(b"gone", http="404 Not Found", url="https://a.example/2"),
        record(b"\x89PNG", type_="image/png", url="https://a.example/3"),
        record(PAGE.encode(), url="https://a.example/4"),
    )
)

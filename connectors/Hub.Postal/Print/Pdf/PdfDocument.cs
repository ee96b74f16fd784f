using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>
/// A PDF 1.7 document (ISO 32000-1) of text, lines and boxes: all that a label or slip needs. The same content gives the same bytes: no date,
/// no chance.
/// </summary>
internal sealed class PdfDocument(PdfFont font, string title)
{
    private readonly FontSubset _regular = new(font.Regular, "R");
    private readonly FontSubset _bold = new(font.Bold, "B");
    private readonly List<PdfPage> _pages = [];

    public IReadOnlyList<PdfPage> Pages => _pages;

    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(width, height, _regular, _bold);
        _pages.Add(page);
        return page;
    }

    public void Save(Stream stream)
    {
        var file = new PdfObjects(stream);
        var catalog = file.Reserve();
        var tree = file.Reserve();
        var resources = file.Reserve();
        var info = file.Reserve();
        List<int> kids = [];
        foreach (var page in _pages)
        {
            var content = file.Reserve();
            file.WriteStream(content, "", page.Content.Span);
            var number = file.Reserve();
            kids.Add(number);
            file.Write(number, string.Create(CultureInfo.InvariantCulture,
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.Width / PdfPage.MillimetresPerPoint:0.###} {page.Height / PdfPage.MillimetresPerPoint:0.###}] /Resources {resources} 0 R /Contents {content} 0 R >>"));
        }

        var regular = EmbeddedFont.Write(file, _regular);
        var bold = EmbeddedFont.Write(file, _bold);
        file.Write(resources, $"<< /Font << /{_regular.Name} {regular} 0 R /{_bold.Name} {bold} 0 R >> >>");
        file.Write(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        file.Write(info, $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (Hub) >>");
        file.Write(catalog, $"<< /Type /Catalog /Pages {tree} 0 R /Lang (vi-VN) /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>");
        file.Finish(catalog, info);
    }

    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return packed.ToArray();
    }
}

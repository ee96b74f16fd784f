using Hub.Postal.Print.Html;
using Hub.Postal.Print.Pdf;

namespace Hub.Postal.Print;

/// <summary>The manifest on A4: heading repeated on each sheet, "page x/y", sums, two boxes to sign.</summary>
public static class ManifestPages
{
    /// <summary>A whole HTML page, print-ready, without script or outside parts.</summary>
    public static string Html(ManifestContent manifest) => ManifestHtml.Write(manifest);

    public static byte[] Pdf(ManifestContent manifest, PdfFont font)
    {
        using var stream = new MemoryStream();
        Pdf(manifest, font, stream);
        return stream.ToArray();
    }

    /// <param name="stream">Is only written to, never moved back.</param>
    public static void Pdf(ManifestContent manifest, PdfFont font, Stream stream) => ManifestSheet.Write(manifest, font, stream);
}

using Hub.Postal.Print.Html;
using Hub.Postal.Print.Pdf;

namespace Hub.Postal.Print.Pages;

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

/// <summary>The handover slip on A4: both parties, each consignment with its papers, both confirmations.</summary>
public static class HandoverPages
{
    /// <summary>A whole HTML page, print-ready, without script or outside parts.</summary>
    public static string Html(HandoverContent slip) => HandoverHtml.Write(slip);

    public static byte[] Pdf(HandoverContent slip, PdfFont font)
    {
        using var stream = new MemoryStream();
        Pdf(slip, font, stream);
        return stream.ToArray();
    }

    /// <param name="stream">Is only written to, never moved back.</param>
    public static void Pdf(HandoverContent slip, PdfFont font, Stream stream) => HandoverSheet.Write(slip, font, stream);
}

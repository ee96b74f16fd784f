using Hub.Postal.Print.Html;
using Hub.Postal.Print.Pdf;

namespace Hub.Postal.Print.Pages;

/// <summary>A6 labels, one a page: bars (Code 128) of the waybill or, while there is none, of the order number; a QR code of the order number.</summary>
public static class LabelPages
{
    /// <summary>A whole HTML page, print-ready, without script or outside parts.</summary>
    /// <param name="labels">At least one.</param>
    public static string Html(IReadOnlyList<LabelContent> labels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Count);
        return LabelHtml.Write(labels);
    }

    /// <param name="labels">At least one.</param>
    public static byte[] Pdf(IReadOnlyList<LabelContent> labels, PdfFont font)
    {
        using var stream = new MemoryStream();
        Pdf(labels, font, stream);
        return stream.ToArray();
    }

    /// <param name="labels">At least one.</param>
    /// <param name="stream">Is only written to, never moved back.</param>
    public static void Pdf(IReadOnlyList<LabelContent> labels, PdfFont font, Stream stream)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Count);
        var document = new PdfDocument(font, labels.Count == 1 ? $"Nhãn {PrintText.Clean(labels[0].OrderNumber)}" : $"{labels.Count} nhãn bưu gửi");
        foreach (var label in labels)
        {
            LabelSheet.Draw(document, label);
        }

        document.Save(stream);
    }
}

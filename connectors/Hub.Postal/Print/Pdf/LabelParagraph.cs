namespace Hub.Postal.Print.Pdf;

/// <summary>A wrapped text on a label. It loses lines only where nothing else helps, and then shows that it did.</summary>
internal sealed class LabelParagraph(List<string> lines, double size, bool strong)
{
    /// <summary>Room for the marks above and below Vietnamese capitals.</summary>
    private const double Leading = 1.28;

    public int Count => lines.Count;

    public double Height => lines.Count * LineHeight;

    private double LineHeight => size * Leading * PdfPage.MillimetresPerPoint;

    public void DropLine()
    {
        lines.RemoveAt(lines.Count - 1);
        var last = lines[^1].TrimEnd('…');
        lines[^1] = (last.Length > 4 ? last[..^2] : last) + "…";
    }

    public double Draw(PdfPage page, double x, double y)
    {
        foreach (var line in lines)
        {
            page.Text(x, y + (size * PdfPage.MillimetresPerPoint), line, size, strong);
            y += LineHeight;
        }

        return y;
    }
}

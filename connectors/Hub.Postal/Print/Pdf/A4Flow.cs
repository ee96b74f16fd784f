namespace Hub.Postal.Print.Pdf;

/// <summary>A4 sheets filled from top to bottom; each foot says which page of how many it is.</summary>
internal sealed class A4Flow
{
    public const double Left = 12;
    public const double Right = 198;
    private const double Width = 210;
    private const double Height = 297;
    private const double Top = 12;
    private const double Bottom = Height - 17;
    private const double Leading = 1.28;
    private readonly PdfDocument _document;
    private readonly string _foot;

    /// <param name="foot">Stands on every sheet: a loose one must be found its place again.</param>
    public A4Flow(PdfFont font, string title, string foot)
    {
        _document = new PdfDocument(font, title);
        _foot = foot;
        Page = _document.AddPage(Width, Height);
    }

    public PdfPage Page { get; private set; }

    /// <summary>Where the next thing goes, millimetres from the top.</summary>
    public double Y { get; set; } = Top;

    public double Room => Bottom - Y;

    public static double WholeRoom => Bottom - Top;

    public static double LineHeight(double size) => size * Leading * PdfPage.MillimetresPerPoint;

    public void NextPage()
    {
        Page = _document.AddPage(Width, Height);
        Y = Top;
    }

    /// <param name="text">Cleaned here; an empty one takes no room.</param>
    public void Paragraph(string? text, double size, bool strong = false, double right = Right)
    {
        foreach (var line in TextWrap.Lines(Page, PrintText.Clean(text), right - Left, size, strong))
        {
            if (Room < LineHeight(size))
            {
                NextPage();
            }

            Line(Left, Y, line, size, strong);
            Y += LineHeight(size);
        }
    }

    /// <param name="top">Of the line, not its base.</param>
    public void Line(double x, double top, string text, double size, bool strong = false) =>
        Page.Text(x, top + (size * PdfPage.MillimetresPerPoint), text, size, strong);

    public void Save(Stream stream)
    {
        for (var index = 0; index < _document.Pages.Count; index++)
        {
            var page = _document.Pages[index];
            var number = $"Trang / Page {index + 1}/{_document.Pages.Count}";
            var foot = TextWrap.Lines(page, PrintText.Clean(_foot), Right - Left - 40, 7.5);
            page.Line(Left, Height - 14, Right, Height - 14);
            page.Text(Left, Height - 10.5, foot.Count == 0 ? "" : foot[0], 7.5);
            page.Text(Right - page.Measure(number, 7.5), Height - 10.5, number, 7.5);
        }

        _document.Save(stream);
    }
}

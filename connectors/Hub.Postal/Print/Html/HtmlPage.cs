using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Html;

/// <summary>
/// A page that needs nothing but itself and may do nothing: styles and drawings stand inside, scripts are forbidden. Only <see cref="Markup"/>
/// writes marks, and only ours; whatever people wrote goes through <see cref="Text"/>.
/// </summary>
internal sealed class HtmlPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _page = new(8192);

    public HtmlPage(string title, string style)
    {
        Markup("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">")
            .Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width\"><title>").Text(title)
            .Markup("</title><style>").Markup(style).Markup("</style></head><body>\n");
    }

    public HtmlPage Markup(string markup)
    {
        _page.Append(markup);
        return this;
    }

    public HtmlPage Text(string? text)
    {
        _page.Append(Encoder.Encode(PrintText.Clean(text)));
        return this;
    }

    /// <summary>Text whose line breaks stay.</summary>
    public HtmlPage Lines(string? text)
    {
        var isFirst = true;
        foreach (var line in (text ?? "").Split('\n'))
        {
            (isFirst ? this : Markup("<br>")).Text(line);
            isFirst = false;
        }

        return this;
    }

    /// <summary>An element with nothing but text; none at all for no text.</summary>
    public HtmlPage Element(string name, string styleClass, string? text) => string.IsNullOrWhiteSpace(text)
        ? this
        : Markup($"<{name} class=\"{styleClass}\">").Text(text).Markup($"</{name}>");

    /// <param name="room">Millimetres across, quiet zone included; nothing is drawn where the bars would be too fine.</param>
    public HtmlPage Bars(CodePicture? code, double room, double height) =>
        code?.ModuleWithin(room) is { } module ? Code(code, "bars", module * (code.Width + (2 * code.Quiet)), height) : this;

    /// <param name="side">Millimetres, quiet zone included.</param>
    public HtmlPage Square(CodePicture? code, double side) => code is null ? this : Code(code, "qr", side, side);

    public string End() => _page.Append("</body></html>\n").ToString();

    /// <summary>A viewer that draws nothing shows the text.</summary>
    private HtmlPage Code(CodePicture code, string styleClass, double width, double height)
    {
        var above = code.Height == 1 ? 0 : code.Quiet;
        Markup($"<svg class=\"{styleClass}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"").Text(code.Text);
        _page.Append(CultureInfo.InvariantCulture, $"\" width=\"{width:0.##}mm\" height=\"{height:0.##}mm\" viewBox=\"{-code.Quiet} {-above} {code.Width + (2 * code.Quiet)} {code.Height + (2 * above)}\"");
        Markup(" preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\"><path d=\"");
        foreach (var box in code.Boxes)
        {
            _page.Append(CultureInfo.InvariantCulture, $"M{box.X} {box.Y}h{box.Width}v{box.Height}h{-box.Width}z");
        }

        return Markup("\"/></svg>");
    }
}

using System.Text.Encodings.Web;

namespace Hub.Functions.Problems;

/// <summary>The page behind a problem's <c>type</c>.</summary>
internal static class ProblemPage
{
    public static string Html(ProblemKind kind)
    {
        var text = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        return $"""
            <!doctype html>
            <html lang="vi"><meta charset="utf-8"><title>{kind.Name}</title>
            <h1>{kind.Name} · {kind.Status}</h1>
            <p>{text.Encode(kind.Text.Vi)} {text.Encode(kind.Mend.Vi)}</p>
            <p lang="en">{text.Encode(kind.Text.En)} {text.Encode(kind.Mend.En)}</p>
            </html>
            """;
    }
}

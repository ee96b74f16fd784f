using System.Diagnostics.CodeAnalysis;
using Hub.Functions.Problems;
using Hub.Postal.Print.Pdf;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal;

/// <summary>The typeface of printed pages, read at the first page: without it the hub starts all the same, and web pages need none.</summary>
internal sealed class PrintFont(PostalOptions options)
{
    private readonly Lazy<(PdfFont? Font, string? Problem)> _font = new(() => PdfFont.TryLoad(options.Print.Font, out var font, out var problem) ? (font, null) : (null, problem));

    public bool TryGet([NotNullWhen(true)] out PdfFont? font, [NotNullWhen(false)] out Problem? problem)
    {
        font = _font.Value.Font;
        problem = font is null ? new Problem(ProblemKinds.Unavailable) { Text = (_font.Value.Problem!, _font.Value.Problem!) } : null;
        return font is not null;
    }
}

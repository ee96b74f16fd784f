using System.Diagnostics;
using Hub.Postal.Print.Pdf;
using Hub.Tests;
using Xunit;

namespace Hub.ContractTests.Print;

/// <summary>Reads printed matter back with tools that know nothing of ours: poppler, zbar, librsvg and tesseract.</summary>
internal sealed class PrintTools : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-print-");

    /// <summary>Both fonts that a Debian machine has, or is told to install.</summary>
    public static TheoryData<string> Fonts => [.. PdfFont.UsualPlaces];

    public static PdfFont Font(string? path = null) =>
        PdfFont.TryLoad(path, out var font, out var problem) ? font : throw new InvalidOperationException(problem);

    /// <param name="raw">In the order in which it was drawn, cell by cell; else as it stands on the sheet.</param>
    public async Task<string> TextAsync(byte[] pdf, bool raw = false) =>
        await RunAsync("pdftotext", raw ? "-raw" : "-layout", "-enc", "UTF-8", await SaveAsync(pdf, "pdf"), "-");

    public async Task<string> InfoAsync(byte[] pdf) => await RunAsync("pdfinfo", await SaveAsync(pdf, "pdf"));

    public async Task<string> FontsAsync(byte[] pdf) => await RunAsync("pdffonts", await SaveAsync(pdf, "pdf"));

    /// <summary>What a scanner reads on each sheet, as <c>CODE-128:…</c> and <c>QR-Code:…</c>.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync(byte[] pdf, int dotsPerInch) => await ScanAsync(await PicturesAsync(pdf, dotsPerInch));

    /// <summary>What an eye reads on the first sheet: the letters as they are drawn, whatever text stands behind them.</summary>
    public async Task<string> SeenAsync(byte[] pdf) =>
        await RunAsync("tesseract", (await PicturesAsync(pdf, dotsPerInch: 300))[0], "-", "-l", "vie", "--psm", "6");

    public async Task<IReadOnlyList<string>> CodesOfSvgAsync(string svg, int dotsPerInch)
    {
        var path = await SaveAsync(System.Text.Encoding.UTF8.GetBytes(svg), "svg");
        await RunAsync("rsvg-convert", "--dpi-x", $"{dotsPerInch}", "--dpi-y", $"{dotsPerInch}", "-b", "white", "-o", path + ".png", path);
        return await ScanAsync([path + ".png"]);
    }

    public async Task<IReadOnlyList<string>> CodesOfPngAsync(byte[] png) => await ScanAsync([await SaveAsync(png, "png")]);

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<IReadOnlyList<string>> ScanAsync(string[] pictures) =>
        (await RunAsync("zbarimg", ["-q", .. pictures])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> RunAsync(string command, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(Hang.Limit);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        // zbarimg says 4 when it found nothing; the caller sees the empty list.
        Assert.True(process.ExitCode == 0 || (command == "zbarimg" && process.ExitCode == 4), $"{command}: {process.ExitCode} {await errors}");
        return await output;
    }

    private async Task<string[]> PicturesAsync(byte[] pdf, int dotsPerInch)
    {
        var path = await SaveAsync(pdf, "pdf");
        await RunAsync("pdftoppm", "-r", $"{dotsPerInch}", "-png", path, path);
        return [.. Directory.EnumerateFiles(_folder.FullName, Path.GetFileName(path) + "-*.png").Order(StringComparer.Ordinal)];
    }

    private async Task<string> SaveAsync(byte[] content, string kind)
    {
        var path = Path.Combine(_folder.FullName, $"{_folder.EnumerateFiles().Count()}.{kind}");
        await File.WriteAllBytesAsync(path, content);
        return path;
    }
}

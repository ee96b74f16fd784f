using System.Diagnostics;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Hub.Postal.Print.Pdf;

namespace Hub.Benchmarks;

/// <summary>A6 labels with both codes, one core: as PDF and as web page, one a document and a hundred a document; and the longest manifest.</summary>
internal static class LabelBenchmark
{
    private const int Labels = 2_000;
    private const int Together = 100;

    public static Task RunAsync(Report report, int rounds)
    {
        if (!PdfFont.TryLoad(null, out var font, out var problem))
        {
            throw new InvalidOperationException(problem);
        }

        var labels = Enumerable.Range(1, Labels).Select(Label).ToList();
        var manifest = Manifest();
        for (var round = -1; round < rounds; round++)
        {
            Measure(report, round, "labels, PDF, 100 a document", "labels/s", Labels, () => Each(labels, Together, part => LabelPages.Pdf(part, font).Length));
            Measure(report, round, "labels, PDF, one a document", "labels/s", Labels, () => Each(labels, 1, part => LabelPages.Pdf(part, font).Length));
            Measure(report, round, "labels, web page, 100 a page", "labels/s", Labels, () => Each(labels, Together, part => LabelPages.Html(part).Length));
            Measure(report, round, "labels, web page, one a page", "labels/s", Labels, () => Each(labels, 1, part => LabelPages.Html(part).Length));
            Measure(report, round, "manifest of 500 lines, PDF", "documents/s", 20, () =>
            {
                for (var document = 0; document < 20; document++)
                {
                    Printed(ManifestPages.Pdf(manifest, font).Length);
                }
            });
        }

        report.Ratio("labels: PDF / web page, 100 together", "labels, PDF, 100 a document", "labels, web page, 100 a page", "none set");
        report.Ratio("labels: PDF, 100 a document / one a document", "labels, PDF, 100 a document", "labels, PDF, one a document", "none set");
        return Task.CompletedTask;
    }

    /// <summary>The first round, number -1, warms up and is not counted.</summary>
    private static void Measure(Report report, int round, string name, string unit, int count, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        if (round >= 0)
        {
            report.Add(name, unit, count / watch.Elapsed.TotalSeconds);
        }
    }

    private static void Each(List<LabelContent> labels, int together, Func<IReadOnlyList<LabelContent>, int> print)
    {
        foreach (var part in labels.Chunk(together))
        {
            Printed(print(part));
        }
    }

    private static void Printed(int length)
    {
        if (length == 0)
        {
            throw new InvalidOperationException("nothing was printed");
        }
    }

    private static LabelContent Label(int number) => new()
    {
        OrderNumber = $"000.00.01.H40-261121-{number:0000}-P-1",
        Waybill = $"CN{202600000 + number}VN",
        Operator = "Bưu điện thử nghiệm",
        Service = "Thu gom hồ sơ hành chính công",
        Sender = new($"Nguyễn Thị Thử {number}", [$"Số {number} đường Demo", "Phường Thử Nghiệm", "Tỉnh Mẫu"], "0900 000 001"),
        Receiver = new("Trung tâm Phục vụ hành chính công thử nghiệm", ["Số 2 đường Demo", "Phường Mẫu", "Tỉnh Mẫu"], "0229 000 0000"),
        Papers = [new("Giấy khai sinh (bản chính)", 1), new("CCCD bản sao", 2)],
        FeeToCollect = 50_000,
        BookedAt = new DateTimeOffset(2026, 11, 21, 2, 15, 0, TimeSpan.Zero),
    };

    private static ManifestContent Manifest() => new()
    {
        Number = "BK-261121-0007",
        Operator = "Bưu điện thử nghiệm",
        PostOffice = "Bưu cục Thử Nghiệm",
        OpenedAt = new DateTimeOffset(2026, 11, 21, 2, 15, 0, TimeSpan.Zero),
        Lines = [.. Enumerable.Range(1, 500).Select(number =>
            new ManifestLine($"000.00.01.H40-261121-{number:0000}-P-1", $"CN{202600000 + number}VN", $"Nguyễn Thị Thử {number}", 3, 50_000))],
    };
}

using System.Text;
using ExcelDataReader;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using SpreadCheetah;

namespace Hub.Benchmarks;

/// <summary>A workbook of 200,000 rows out and in, beside the libraries alone, with the memory that each took above what was there.</summary>
internal static class SheetsBenchmark
{
    private const int Rows = 200_000;
    private const long Amount = 8_000;

    private static readonly StatementProfile Profile = new()
    {
        Name = "bench",
        Account = "0011012345678",
        Columns = new ProfileColumns { Day = "Ngày GD", Credit = "Ghi có", Balance = "Số dư", Text = ["Diễn giải"] },
    };

    public static async Task RunAsync(Report report, int rounds)
    {
        // ExcelDataReader asks for a code page when it is made.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = Table();
        var file = Path.GetTempFileName();
        try
        {
            for (var round = -1; round < rounds; round++)
            {
                await MeasureAsync(report, round, "XLSX out: SpreadCheetah alone", () => BareOutAsync(file));
                await MeasureAsync(report, round, "XLSX out: a table of ours", async () => await Check((await TablePages.XlsxAsync(table, CancellationToken.None)).Length > 0));
                await MeasureAsync(report, round, "XLSX in: ExcelDataReader alone", () => BareIn(file));
                await MeasureAsync(report, round, "XLSX in: statements", () => In(file));
            }
        }
        finally
        {
            File.Delete(file);
        }

        report.Ratio("XLSX out: our table / SpreadCheetah alone, rows/s", "XLSX out: a table of ours", "XLSX out: SpreadCheetah alone", "none set");
        report.Ratio("XLSX in: statements / ExcelDataReader alone, rows/s", "XLSX in: statements", "XLSX in: ExcelDataReader alone", "none set");
        report.Ratio("XLSX in: memory of statements / of ExcelDataReader alone", "XLSX in: statements, memory", "XLSX in: ExcelDataReader alone, memory", "none set");
    }

    /// <summary>By the processor's time. The first round, number -1, warms up and is not counted.</summary>
    private static async Task MeasureAsync(Report report, int round, string name, Func<Task> run)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (before, most) = (Environment.WorkingSet, Environment.WorkingSet);
        TimeSpan took;
        await using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20)))
        {
            var start = Environment.CpuUsage.TotalTime;
            await run();
            took = Environment.CpuUsage.TotalTime - start;
        }

        if (round >= 0)
        {
            report.Add(name, "rows/s", Rows / took.TotalSeconds);
            report.Add($"{name}, memory", "MB", (most - before) / 1e6);
        }
    }

    private static async Task BareOutAsync(string file)
    {
        await using var stream = File.Create(file);
        await using var sheet = await Spreadsheet.CreateNewAsync(stream);
        await sheet.StartWorksheetAsync("1");
        await sheet.AddRowAsync([new DataCell("Ngày GD"), new DataCell("Ghi có"), new DataCell("Số dư"), new DataCell("Diễn giải")]);
        for (var n = 1; n <= Rows; n++)
        {
            await sheet.AddRowAsync([new DataCell("21/11/2026"), new DataCell(Amount), new DataCell(n * Amount), new DataCell(Text(n))]);
        }

        await sheet.FinishAsync();
    }

    private static TableContent Table() => new()
    {
        Title = "Bảng kê",
        Number = "B1",
        Columns = [new TableColumn("Ngày", 20), new TableColumn("Có", 30, true), new TableColumn("Dư", 36, true), new TableColumn("Nội dung", 100)],
        Rows = [.. Enumerable.Range(1, Rows).Select(n => (IReadOnlyList<TableCell>)["21/11/2026", TableCell.Dong(Amount), TableCell.Dong(n * Amount), Text(n)])],
        Sum = [default, TableCell.Dong(Rows * Amount), default, default],
        Left = "",
        Right = "",
    };

    private static Task BareIn(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var rows = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                rows += reader.GetValue(i) is null ? 1 : 0;
            }

            rows++;
        }

        return Check(rows > Rows);
    }

    private static Task In(string file)
    {
        using var stream = File.OpenRead(file);
        var lines = 0;
        foreach (var part in StatementFiles.Read(stream, [Profile]))
        {
            lines += part is StatementLine ? 1 : 0;
            if (part is FileRefusal or StatementClosed { Verdict.IsSound: false })
            {
                throw new InvalidOperationException(part.ToString());
            }
        }

        return Check(lines == Rows);
    }

    private static string Text(int n) => $"CT DEN 970436 NGUYEN VAN THU {n} NOP LE PHI HO TICH H40D{n:0000000}";

    private static Task Check(bool isRight) => isRight ? Task.CompletedTask : throw new InvalidOperationException("The file was not read or written as it should.");
}

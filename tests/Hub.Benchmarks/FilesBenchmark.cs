using System.Globalization;
using System.Text;
using System.Xml;
using CsvHelper;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;

namespace Hub.Benchmarks;

/// <summary>A large statement of each kind, beside a reader that only goes through it: lines for MT940, elements for camt.053, cells for CSV.</summary>
internal static class FilesBenchmark
{
    private const int Lines = 300_000;
    private const int CsvLines = 1_000_000;
    private const long Amount = 8_000;

    private static readonly StatementProfile Profile = new()
    {
        Name = "bench",
        Account = "0011012345678",
        Columns = new ProfileColumns { Day = "Ngày GD", Debit = "Ghi nợ", Credit = "Ghi có", Balance = "Số dư", Text = ["Diễn giải"] },
    };

    public static Task RunAsync(Report report, int rounds)
    {
        var (mt940, camt, csv) = (Mt940(), Camt(), Csv());
        for (var round = -1; round < rounds; round++)
        {
            Measure(report, round, "MT940: bare lines", mt940, Lines, BareLines);
            Measure(report, round, "MT940: statements", mt940, Lines, Read);
            Measure(report, round, "camt.053: bare elements", camt, Lines, BareElements);
            Measure(report, round, "camt.053: statements", camt, Lines, Read);
            Measure(report, round, "CSV of a million lines: CsvHelper alone", csv, CsvLines, BareCells);
            Measure(report, round, "CSV of a million lines: statements", csv, CsvLines, Read);
        }

        report.Goal("MT940, MB/s of a core", "MT940: statements", "100");
        report.Goal("camt.053, MB/s of a core", "camt.053: statements", "50");
        report.Ratio("MT940: statements / bare lines", "MT940: statements", "MT940: bare lines", "none set");
        report.Ratio("camt.053: statements / bare elements", "camt.053: statements", "camt.053: bare elements", "none set");
        report.Ratio("CSV: statements / CsvHelper alone", "CSV of a million lines: statements", "CSV of a million lines: CsvHelper alone", "none set");
        return Task.CompletedTask;
    }

    /// <summary>By the processor's time, so that neighbours on the machine count little. The first round, number -1, warms up and is not counted.</summary>
    private static void Measure(Report report, int round, string name, byte[] file, int lines, Func<Stream, int> read)
    {
        GC.Collect();
        using var stream = new MemoryStream(file, writable: false);
        var before = Environment.CpuUsage.TotalTime;
        var found = read(stream);
        var took = Environment.CpuUsage.TotalTime - before;
        if (found < lines)
        {
            throw new InvalidOperationException($"{name}: {found} of {lines}");
        }

        if (round >= 0)
        {
            report.Add(name, "MB/s", file.Length / 1e6 / took.TotalSeconds);
        }
    }

    private static int Read(Stream stream)
    {
        var lines = 0;
        foreach (var part in StatementFiles.Read(stream, [Profile]))
        {
            lines += part is StatementLine ? 1 : 0;
            if (part is FileRefusal or StatementClosed { Verdict.IsSound: false })
            {
                throw new InvalidOperationException(part.ToString());
            }
        }

        return lines;
    }

    private static int BareLines(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 64 * 1024, leaveOpen: true);
        var lines = 0;
        while (reader.ReadLine() is not null)
        {
            lines++;
        }

        return lines;
    }

    private static int BareElements(Stream stream)
    {
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var elements = 0;
        while (xml.Read())
        {
            elements += xml.NodeType is XmlNodeType.Element ? 1 : 0;
        }

        return elements;
    }

    private static int BareCells(Stream stream)
    {
        using var csv = CsvReader.Create(stream, CsvReaderOptions.Default with { HasHeader = false, Separator = ',' }, true);
        var cells = 0;
        while (csv.Read())
        {
            for (var i = 0; i < csv.FieldCount; i++)
            {
                cells += csv.GetString(i).Length >= 0 ? 1 : 0;
            }
        }

        return cells;
    }

    private static byte[] Mt940()
    {
        var text = new StringBuilder(":20:BENCH\n:25:0011012345678\n:28C:325/1\n:60F:C261120VND0,\n");
        for (var n = 0; n < Lines; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $":61:2611211121C{Amount},NTRFH40D{n:0000000}//FT26325{n:0000000}\n:86:CT DEN 970436 NGUYEN VAN THU {n} NOP LE PHI HO TICH H40D{n:0000000}\n");
        }

        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $":62F:C261121VND{Lines * Amount},\n-\n").ToString());
    }

    private static byte[] Camt()
    {
        var text = new StringBuilder("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>B</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr><Id>0011012345678</Id></Othr></Id><Ccy>VND</Ccy></Acct>");
        Balance(text, "OPBD", 0);
        Balance(text, "CLBD", Lines * Amount);
        for (var n = 0; n < Lines; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <Ntry><NtryRef>{n}</NtryRef><Amt Ccy="VND">{Amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>FT26325{n:0000000}</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>H40D{n:0000000}</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>NGUYEN VAN THU {n}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>NOP LE PHI HO TICH H40D{n:0000000}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>

                """);
        }

        return Encoding.UTF8.GetBytes(text.Append("</Stmt></BkToCstmrStmt></Document>").ToString());
    }

    private static void Balance(StringBuilder text, string code, long amount) => text.Append(
        CultureInfo.InvariantCulture, $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"VND\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>");

    private static byte[] Csv()
    {
        var text = new StringBuilder("STT,Ngày GD,Ghi nợ,Ghi có,Số dư,Diễn giải\n");
        for (var n = 0; n < CsvLines; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{n + 1},21/11/2026,,{Amount},{(n + 1) * Amount},CT DEN 970436 NGUYEN VAN THU {n} NOP LE PHI HO TICH H40D{n:0000000}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

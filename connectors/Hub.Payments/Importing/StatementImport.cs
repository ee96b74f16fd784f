using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Importing;

/// <summary>
/// Books what a file tells, statement by statement, when the bank's own balances prove it. A line is booked with its payment or not at all, and once, whichever files
/// repeat it: an import that broke off is run again. A statement that corrects another keeps what both have, books what is new and takes back what is gone.
/// </summary>
public sealed class StatementImport(IPayments payments, LineBooking lines, TimeProvider clock)
{
    private const int Chunk = 128;

    /// <param name="stream">Seekable, left open.</param>
    /// <param name="isTrial">Reads and judges, and books nothing.</param>
    public async Task<ImportReport> ImportAsync(Stream stream, IReadOnlyList<StatementProfile> profiles, bool isTrial, CancellationToken ct)
    {
        var kind = FileKind.Of(stream);
        var summary = FileSummary.Of(kind, StatementFiles.Read(stream, profiles));
        var sound = summary.Statements.Where(verdict => verdict.IsSound).ToDictionary(verdict => verdict.Head.Ordinal);
        stream.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
        var statements = sound.ToDictionary(each => each.Key, each => Kept(kind, digest, each.Value));
        var corrections = await CorrectionsAsync(stream, profiles, statements, ct);
        var report = new ImportReport(summary, 0, 0, true);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in StatementFiles.Read(stream, profiles).OfType<StatementLine>().Where(line => sound.ContainsKey(line.Statement)).Chunk(Chunk))
        {
            report = await ChunkAsync(chunk, statements, corrections, seen, isTrial, report, ct);
        }

        if (isTrial || !report.IsWhole)
        {
            return report;
        }

        foreach (var (ordinal, statement) in statements)
        {
            report = report with { IsWhole = report.IsWhole & await CloseAsync(statement, corrections.GetValueOrDefault(ordinal), ct) };
        }

        return report;
    }

    private async Task<ImportReport> ChunkAsync(
        StatementLine[] chunk, Dictionary<int, KeptStatement> statements, Dictionary<int, Correction> corrections, HashSet<string> seen, bool isTrial, ImportReport report, CancellationToken ct)
    {
        var fresh = chunk.Select(line => (Line: line, Identity: line.Identity())).ToList();
        var known = await payments.KnownLinesAsync([.. fresh.Select(each => each.Identity)], ct);
        var added = fresh.Where(each => !known.Contains(each.Identity) && (!isTrial || seen.Add(each.Identity))).DistinctBy(each => each.Identity).ToList();
        var isWhole = true;
        if (!isTrial)
        {
            // Lines of one amount may be one another's twins: only those of different amounts are booked side by side.
            var booked = await Task.WhenAll(added.GroupBy(each => Math.Abs(each.Line.Amount)).Select(async same =>
            {
                var all = true;
                foreach (var (line, identity) in same)
                {
                    all &= await lines.BookAsync(line, identity, statements[line.Statement].Id, corrections.GetValueOrDefault(line.Statement)?.Gone, ct);
                }

                return all;
            }));
            isWhole = booked.All(all => all);
        }

        return report with { Added = report.Added + added.Count, Known = report.Known + chunk.Length - added.Count, IsWhole = report.IsWhole && isWhole };
    }

    // Only where a statement of the same number and day is in force: its lines are few enough to be held.
    private async Task<Dictionary<int, Correction>> CorrectionsAsync(Stream stream, IReadOnlyList<StatementProfile> profiles, Dictionary<int, KeptStatement> statements, CancellationToken ct)
    {
        var found = new Dictionary<int, Correction>();
        foreach (var (ordinal, statement) in statements)
        {
            if (statement.Slot is { } slot && await payments.StatementAsync(slot, ct) is { } before && before.Id != statement.Id)
            {
                var told = StatementFiles.Read(stream, profiles).OfType<StatementLine>().Where(line => line.Statement == ordinal).Select(line => line.Identity()).ToHashSet(StringComparer.Ordinal);
                var gone = (await payments.LinesAsync(before.Id, ct)).Select(line => line.Identity).Where(identity => !told.Contains(identity)).ToHashSet(StringComparer.Ordinal);
                found[ordinal] = new Correction(before, told, gone);
            }
        }

        return found;
    }

    private async Task<bool> CloseAsync(KeptStatement statement, Correction? correction, CancellationToken ct)
    {
        if (correction is null)
        {
            return await payments.CommitAsync(new PaymentsBatch { Statements = [statement] }, ct) || await IsThereAsync(statement, ct);
        }

        var before = await payments.LinesAsync(correction.Before.Id, ct);
        foreach (var line in before.Where(line => correction.Gone.Contains(line.Identity)))
        {
            if (!await lines.WithdrawAsync(line, correction.Gone, ct))
            {
                return false;
            }
        }

        return await payments.CommitAsync(
            new PaymentsBatch
            {
                Statements = [correction.Before with { SupersededBy = statement.Id }, statement],
                Taken = new LinesTaken(statement.Id, [.. before.Select(line => line.Identity).Where(correction.Told.Contains)]),
            }, ct);
    }

    private async Task<bool> IsThereAsync(KeptStatement statement, CancellationToken ct) =>
        statement.Slot is null || (await payments.StatementAsync(statement.Slot, ct))?.Id == statement.Id;

    private KeptStatement Kept(string kind, string file, StatementVerdict verdict)
    {
        var head = verdict.Head;
        var text = string.Join('\n', kind, head.Account, head.Number, head.OpeningDay?.DayNumber, verdict.ClosingDay?.DayNumber, head.Opening, verdict.Closing, verdict.Lines, verdict.Sum, verdict.Net);
        return new KeptStatement
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)),
            Slot = head is { Number: { } number, OpeningDay: { } day, Opening: not null } ? $"{head.Account}\n{number}\n{day:yyyyMMdd}" : null,
            Account = head.Account,
            Kind = kind,
            Number = head.Number,
            Opening = head.Opening,
            Closing = verdict.Closing,
            OpeningDay = head.OpeningDay,
            ClosingDay = verdict.ClosingDay,
            Lines = verdict.Lines,
            Sum = verdict.Sum,
            Net = verdict.Net,
            File = file,
            ReceivedAt = clock.GetUtcNow(),
        };
    }

    /// <param name="Told">Identities of the new statement's lines.</param>
    /// <param name="Gone">Identities that only the old one has.</param>
    private sealed record Correction(KeptStatement Before, HashSet<string> Told, HashSet<string> Gone);
}

/// <param name="Added">Lines that no file before told.</param>
/// <param name="Known">Lines that one did.</param>
/// <param name="IsWhole">False when the store was busy: run again, what was booked is known then.</param>
public sealed record ImportReport(FileSummary Summary, int Added, int Known, bool IsWhole);

using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Expecting;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Importing;

/// <summary>
/// Books what a file tells, statement by statement, when the bank's own balances prove it. A line is booked with its payment or not at all, and once, whichever files
/// repeat it: an import that broke off is run again. A statement that corrects another keeps what both have, books what is new and takes back what is gone.
/// </summary>
public sealed class StatementImport(IPayments payments, LineBooking lines, ExpectStep.Bell expected, TimeProvider clock)
{
    private const int Chunk = 128;

    /// <param name="stream">Seekable, left open.</param>
    /// <param name="isTrial">Reads and judges, and books nothing.</param>
    public async Task<ImportReport> ImportAsync(Stream stream, IReadOnlyList<StatementProfile> profiles, bool isTrial, CancellationToken ct)
    {
        var kind = FileKind.Of(stream);
        var contents = new Dictionary<int, Content>();
        var summary = FileSummary.Of(kind, StatementFiles.Read(stream, profiles), line => contents[line.Statement] = contents.GetValueOrDefault(line.Statement).With(line));
        var sound = summary.Statements.Where(verdict => verdict.IsSound).ToDictionary(verdict => verdict.Head.Ordinal);
        stream.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
        var file = await StatementsAsync(sound.Values.Select(verdict => (verdict, Kept(kind, digest, verdict, contents.GetValueOrDefault(verdict.Head.Ordinal)))), ct);
        await FindCorrectionsAsync(stream, profiles, file, ct);
        var report = new ImportReport(summary, 0, 0, true);
        foreach (var chunk in StatementFiles.Read(stream, profiles).OfType<StatementLine>().Where(line => sound.ContainsKey(line.Statement)).Chunk(Chunk))
        {
            report = await ChunkAsync(chunk, file, isTrial, report, ct);
        }

        if (isTrial || !report.IsWhole)
        {
            return report;
        }

        foreach (var (ordinal, statement) in file.Statements)
        {
            report = report with { IsWhole = report.IsWhole & await CloseAsync(statement, file.Corrections.GetValueOrDefault(ordinal), ct) };
        }

        expected.Wake.Ring();

        return report;
    }

    private async Task<ImportReport> ChunkAsync(StatementLine[] chunk, TakenFile file, bool isTrial, ImportReport report, CancellationToken ct)
    {
        var fresh = await CountedAsync(chunk.Where(line => file.IsNew(line.Statement)), file, ct);
        var added = fresh.Where(each => each.Known is null or { IsSuperseded: true } && (!isTrial || file.Seen.Add(each.Identity))).DistinctBy(each => each.Identity).ToList();
        var isWhole = true;
        if (!isTrial)
        {
            // Lines of one amount may be one another's twins: only those of different amounts are booked side by side.
            var booked = await Task.WhenAll(added.GroupBy(each => Math.Abs(each.Line.Amount)).Select(async same =>
            {
                var all = true;
                foreach (var each in same)
                {
                    var statement = each.Line.Statement;
                    all &= await lines.BookAsync(each.Line, each.Identity, file.Statements[statement].Id, each.Known, file.Corrections.GetValueOrDefault(statement)?.Gone, ct);
                }

                return all;
            }));
            isWhole = booked.All(all => all);
            foreach (var known in fresh.Where(each => each.IsDoubtful).Select(each => each.Known).OfType<KeptLine>().Where(known => !known.IsSuperseded))
            {
                isWhole &= await lines.DoubtAsync(known, ct);
            }
        }

        return report with { Added = report.Added + added.Count, Known = report.Known + chunk.Length - added.Count, IsWhole = report.IsWhole && isWhole };
    }

    // One that is stored, in force or not, brings nothing; nor does one that the file tells twice.
    private async Task<TakenFile> StatementsAsync(IEnumerable<(StatementVerdict Verdict, KeptStatement Kept)> told, CancellationToken ct)
    {
        var file = new TakenFile();
        foreach (var (verdict, kept) in told)
        {
            if (file.Ids.Add(kept.Id))
            {
                file.Statements[verdict.Head.Ordinal] = await payments.StatementOfIdAsync(kept.Id, ct) ?? kept;
            }
        }

        return file;
    }

    // Only where a statement of the same number and day is in force: its lines are few enough to be held.
    private async Task FindCorrectionsAsync(Stream stream, IReadOnlyList<StatementProfile> profiles, TakenFile file, CancellationToken ct)
    {
        foreach (var (ordinal, statement) in file.Statements.Where(each => file.IsNew(each.Key)))
        {
            if (await CorrectedAsync(statement, file, ct) is { Count: > 0 } before)
            {
                var told = new HashSet<string>(StringComparer.Ordinal);
                foreach (var chunk in StatementFiles.Read(stream, profiles).OfType<StatementLine>().Where(line => line.Statement == ordinal).Chunk(Chunk))
                {
                    told.UnionWith((await CountedAsync(chunk, file, ct)).Select(each => each.Identity));
                }

                var gone = (await OfPlacesAsync(before, ct)).Where(line => !told.Contains(line.Identity));
                file.Corrections[ordinal] = new Correction(before, told, await lines.KeysAsync(gone, ct));
            }
        }
    }

    // A whole statement comes in the place of its pages too.
    private async Task<List<KeptStatement>> CorrectedAsync(KeptStatement statement, TakenFile file, CancellationToken ct)
    {
        List<KeptStatement> before = statement.Slot is { } slot && await payments.StatementAsync(slot, ct) is { } same ? [same] : [];
        if (statement is { Slot: not null, BeginsMidway: false, EndsMidway: false, OpeningDay: { } opened, ClosingDay: { } closed })
        {
            before.AddRange((await SinceAsync(opened, file, ct)).Where(page => (page.BeginsMidway || page.EndsMidway) && page.Account == statement.Account && page.Number == statement.Number
                && page.OpeningDay >= opened && page.ClosingDay <= closed && !file.Ids.Contains(page.Id)));
        }

        return before;
    }

    private async Task<List<KeptLine>> OfPlacesAsync(IEnumerable<KeptStatement> statements, CancellationToken ct)
    {
        var found = new List<KeptLine>();
        foreach (var statement in statements)
        {
            found.AddRange(await OfPlaceAsync(statement.Id, ct));
        }

        return found;
    }

    // One leads to the next, behind what each corrected itself.
    private async Task<List<KeptStatement>> SupersededAsync(IReadOnlyList<KeptStatement> before, string by, CancellationToken ct)
    {
        var changed = new List<KeptStatement>();
        for (var i = 0; i < before.Count; i++)
        {
            changed.Add(before[i] with { SupersededBy = by });
            if (i + 1 < before.Count)
            {
                var tail = changed[^1];
                while (tail.Corrects is { } id && await payments.StatementOfIdAsync(id, ct) is { } older)
                {
                    tail = older;
                }

                changed.RemoveAll(each => each.Id == tail.Id);
                changed.Add(tail with { Corrects = before[i + 1].Id });
            }
        }

        return changed;
    }

    // A file counts its own twins only: where it goes on where another ended, that one's are counted before them.
    private async Task<List<Counted>> CountedAsync(IEnumerable<StatementLine> told, TakenFile file, CancellationToken ct)
    {
        var chunk = told.Select(line => (Line: line, Identity: line.Identity(), First: line.Twin == 1 ? null : (line with { Twin = 1 }).Identity())).ToList();
        var asked = chunk.SelectMany(each => new[] { each.Identity, each.First ?? each.Identity }).Distinct(StringComparer.Ordinal).ToList();
        var known = (asked.Count == 0 ? [] : await payments.KnownLinesAsync(asked, ct)).ToDictionary(line => line.Identity, StringComparer.Ordinal);
        var counted = new List<Counted>(chunk.Count);
        foreach (var (line, identity, first) in chunk)
        {
            var isBefore = known.GetValueOrDefault(first ?? identity) is { } earliest ? await GoesBeforeAsync(earliest, line, file, ct) : false;
            if (isBefore is not true)
            {
                counted.Add(new Counted(line, identity, known.GetValueOrDefault(identity), isBefore is null));
                continue;
            }

            var moved = line with { Twin = line.Twin + await TwinsBeforeAsync(line, file, ct) };
            var name = moved.Identity();
            counted.Add(new Counted(moved, name, await KnownAsync(name, ct), false));
        }

        return counted;
    }

    private async Task<int> TwinsBeforeAsync(StatementLine line, TakenFile file, CancellationToken ct)
    {
        var key = (line.Statement, line.Content());
        if (!file.Before.TryGetValue(key, out var count))
        {
            for (var twin = 1; await KnownAsync((line with { Twin = twin }).Identity(), ct) is { } known; twin++)
            {
                count = !known.IsSuperseded && await GoesBeforeAsync(known, line, file, ct) is true ? twin : count;
            }

            file.Before[key] = count;
        }

        return count;
    }

    private async Task<KeptLine?> KnownAsync(string identity, CancellationToken ct) => await payments.KnownLinesAsync([identity], ct) is [var known] ? known : null;

    /// <returns>Null when nobody can say: on an account that is emptied within the day, a part and the whole day begin and end with the same balance.</returns>
    private async Task<bool?> GoesBeforeAsync(KeptLine known, StatementLine line, TakenFile file, CancellationToken ct)
    {
        var statement = file.Statements[line.Statement];
        if (statement.Opening is null || statement.Closing is null || file.Ids.Contains(known.Statement))
        {
            return false;
        }

        if (!file.Others.TryGetValue(known.Statement, out var other))
        {
            file.Others[known.Statement] = other = await payments.StatementOfIdAsync(known.Statement, ct);
        }

        if (other is null || other.Account != statement.Account || other.Closing is null || other.ClosingDay is not { } ended || !(ended <= statement.OpeningDay))
        {
            return false;
        }

        if (other.Closing != statement.Opening && !PartsOfDay.Join(other, statement, [.. await SinceAsync(ended, file, ct), .. file.Statements.Values]))
        {
            return PartsOfDay.MayLackOne(other, statement) ? null : false;
        }

        return other.OpeningDay < statement.OpeningDay || (other.Opening != statement.Opening && statement.Opening != 0) ? true : null;
    }

    private async Task<IReadOnlyList<KeptStatement>> SinceAsync(DateOnly day, TakenFile file, CancellationToken ct)
    {
        if (!file.Since.TryGetValue(day, out var statements))
        {
            file.Since[day] = statements = await payments.StatementsSinceAsync(day, ct);
        }

        return statements;
    }

    private async Task<bool> CloseAsync(KeptStatement statement, Correction? correction, CancellationToken ct)
    {
        if (statement.Version == 0)
        {
            var batch = correction is null ? new PaymentsBatch { Statements = [statement] } : new PaymentsBatch
            {
                Statements = [.. await SupersededAsync(correction.Before, statement.Id, ct), statement with { Corrects = correction.Before[0].Id }],
                Taken = new LinesTaken(statement.Id, [.. (await OfPlacesAsync(correction.Before, ct)).Select(line => line.Identity).Where(correction.Told.Contains)]),
            };
            if (!await payments.CommitAsync(batch, ct) && await payments.StatementOfIdAsync(statement.Id, ct) is null)
            {
                return false;
            }
        }

        // Only now: whoever sends either statement again ends what broke off here.
        var left = await OfPlaceAsync(correction?.Before[0].Id ?? (statement.SupersededBy is null ? statement.Corrects : statement.Id), ct);
        var gone = await lines.KeysAsync(left, ct);
        foreach (var line in left)
        {
            if (!await lines.WithdrawAsync(line, gone, ct))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lines in force of a statement, and what is left of those that it corrected.</summary>
    private async Task<List<KeptLine>> OfPlaceAsync(string? statement, CancellationToken ct)
    {
        var found = new List<KeptLine>();
        for (var id = statement; id is not null; id = (await payments.StatementOfIdAsync(id, ct))?.Corrects)
        {
            found.AddRange(await payments.LinesAsync(id, ct));
        }

        return found;
    }

    private KeptStatement Kept(string kind, string file, StatementVerdict verdict, Content content)
    {
        var head = verdict.Head;
        var text = string.Join('\n', kind, head.Account, head.Number, head.OpeningDay?.DayNumber, verdict.ClosingDay?.DayNumber, head.Opening, verdict.Closing, verdict.Lines, verdict.Sum, verdict.Net, content.Digest);
        return new KeptStatement
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)),
            Slot = SlotOf(verdict),
            Account = head.Account,
            Kind = kind,
            Number = head.Number,
            Opening = head.Opening,
            Closing = verdict.Closing,
            OpeningDay = head.OpeningDay,
            ClosingDay = verdict.ClosingDay,
            FirstBooked = content.First,
            LastBooked = content.Last,
            BeginsMidway = head.BeginsMidway,
            EndsMidway = verdict.EndsMidway,
            Lines = verdict.Lines,
            Sum = verdict.Sum,
            Net = verdict.Net,
            File = file,
            ReceivedAt = clock.GetUtcNow(),
        };
    }

    // A page that stands alone is corrected by the same page only, and never by the whole that it begins.
    private static string? SlotOf(StatementVerdict verdict)
    {
        if (verdict.Head is not { Number: { } number, OpeningDay: { } day, Opening: not null } head)
        {
            return null;
        }

        var slot = $"{head.Account}\n{number}\n{head.Page}\n{day:yyyyMMdd}";
        return (head.BeginsMidway, verdict.EndsMidway) switch
        {
            (false, false) => slot,
            (false, true) => $"{slot}\nfirst",
            (true, false) => $"{slot}\nlast",
            _ => head.Page is null ? null : $"{slot}\nmiddle",
        };
    }

    /// <summary>What the lines of a statement come to.</summary>
    /// <param name="First">Day on which the bank booked the first.</param>
    private readonly record struct Content(UInt128 Digest, DateOnly? First, DateOnly? Last)
    {
        public Content With(StatementLine line) => new(
            unchecked(Digest + line.Content()), First < line.BookedDay ? First : line.BookedDay, Last > line.BookedDay ? Last : line.BookedDay);
    }

    /// <param name="Line">With its index among all equal lines.</param>
    /// <param name="IsDoubtful">What is known may be a twin before it.</param>
    private readonly record struct Counted(StatementLine Line, string Identity, KeptLine? Known, bool IsDoubtful);

    /// <summary>What is known of a file's statements while it is booked.</summary>
    private sealed class TakenFile
    {
        /// <summary>By ordinal; as it is stored where it is.</summary>
        public Dictionary<int, KeptStatement> Statements { get; } = [];

        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, Correction> Corrections { get; } = [];

        /// <summary>Identities that a trial counted.</summary>
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        /// <summary>Statements outside the file whose lines it repeats.</summary>
        public Dictionary<string, KeptStatement?> Others { get; } = new(StringComparer.Ordinal);

        /// <summary>Statements in force that tell of a day or later ones, by that day.</summary>
        public Dictionary<DateOnly, IReadOnlyList<KeptStatement>> Since { get; } = [];

        /// <summary>How many equal lines go before those of a statement.</summary>
        public Dictionary<(int Statement, UInt128 Content), int> Before { get; } = [];

        public bool IsNew(int ordinal) => Statements.TryGetValue(ordinal, out var statement) && statement.Version == 0;
    }

    /// <param name="Told">Identities of the new statement's lines.</param>
    /// <param name="Gone">See <see cref="LineBooking.KeysAsync"/>: of lines that only the old one has.</param>
    private sealed record Correction(IReadOnlyList<KeptStatement> Before, HashSet<string> Told, HashSet<string> Gone);
}

/// <param name="Added">Lines that no file before told.</param>
/// <param name="Known">Lines that one did.</param>
/// <param name="IsWhole">False when the store was busy: run again, what was booked is known then.</param>
public sealed record ImportReport(FileSummary Summary, int Added, int Known, bool IsWhole);

using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Hub.Payments.Telling;

namespace Hub.Payments.Expecting;

/// <summary>
/// Puts each day whose file did not come in time on the work list, once, and takes it off when the file came. What a person ended is not told again, unless the file
/// came and was superseded by one without that day.
/// </summary>
public sealed class ExpectStep(IPayments payments, ExpectedFiles expected, PaymentTasks tasks, ExpectStep.Bell bell, TimeProvider clock) : IStep
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(1);

    public string Name => "payments-expected";

    public Signal Wake => bell.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var files = await payments.ExpectedFilesAsync(ExpectedFiles.FirstDay(now, []), ct);
        var from = ExpectedFiles.FirstDay(now, files);
        var sources = await expected.LookAsync(now, from, ct);
        var known = files.Where(file => file.Day >= from).ToLookup(file => file.Source, StringComparer.Ordinal);
        var isWritten = true;
        foreach (var source in sources)
        {
            isWritten &= await WriteAsync(source.Missing, source, known[source.Source], now, ct);
        }

        foreach (var gone in known.Where(files => sources.All(source => source.Source != files.Key)))
        {
            isWritten &= await WriteAsync([], null, gone, now, ct);
        }

        var next = now + (isWritten ? Again : Refused);
        return sources.Select(source => source.Awaited.Until).Append(next).Min();
    }

    /// <param name="source">Null: the settings no longer name it.</param>
    private async Task<bool> WriteAsync(IReadOnlyList<DateOnly> missing, ExpectedSource? source, IEnumerable<ExpectedFile> known, DateTimeOffset now, CancellationToken ct)
    {
        var files = known.ToDictionary(file => file.Day);
        var opened = missing.Where(day => !files.TryGetValue(day, out var file) || file.State is ExpectedState.Settled).ToList();
        var settled = files.Values.Where(file => file.State is ExpectedState.Missing && !missing.Contains(file.Day)).ToList();
        if (opened.Count + settled.Count == 0)
        {
            return true;
        }

        return await payments.CommitAsync(
            new PaymentsBatch
            {
                Expected =
                [
                    .. opened.Select(day => (files.GetValueOrDefault(day) ?? new ExpectedFile(source!.Source, day, ExpectedState.Missing, now)) with { State = ExpectedState.Missing, ChangedAt = now }),
                    .. settled.Select(file => file with { State = ExpectedState.Settled, ChangedAt = now }),
                ],
                Tasks = [.. opened.Select(day => tasks.FileMissing(source!.Source, source.IsTerminal, day, now))],
                EndedTasks = [.. settled.Select(file => new TaskEnd(PaymentTaskKinds.FileMissing, PaymentTasks.SubjectOf(file.Source, file.Day), now, PaymentCodes.Hub, "the file came or is not expected"))],
            }, ct);
    }

    /// <summary>Rung when a statement was booked.</summary>
    public sealed class Bell
    {
        public Signal Wake { get; } = new();
    }
}

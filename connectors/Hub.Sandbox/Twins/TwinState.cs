using System.Text.Json;

namespace Hub.Sandbox.Twins;

/// <summary>All that the twins remember: replays it from the log at start and forgets it on demand.</summary>
internal sealed class TwinState(
    IEnumerable<ITwin> twins, IServiceProvider services, TwinJournal journal, TwinClock clock, Effects effects, OneShots oneShots)
{
    private const string ClockLine = "clock";

    public void Replay()
    {
        var restorers = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
        {
            [ClockLine] = line => clock.Restore(TimeSpan.FromSeconds(line.GetProperty("offsetSeconds").GetDouble())),
            [OneShots.Line] = oneShots.Restore,
        };
        foreach (var (kind, restore) in twins.SelectMany(twin => twin.Restorers(services)))
        {
            restorers.Add(kind, restore);
        }

        journal.Replay(line =>
        {
            var kind = line.Text(TwinJournal.Kind);
            if (!restorers.TryGetValue(kind, out var restore))
            {
                throw new InvalidDataException($"The state log has a line of unknown kind '{kind}'; it may be from a newer version.");
            }

            restore(line);
        });
    }

    public async Task AdvanceAsync(TimeSpan step, CancellationToken ct)
    {
        clock.Advance(step);
        journal.Add(ClockLine, writer => writer.WriteNumber("offsetSeconds", clock.Offset.TotalSeconds));
        foreach (var twin in twins)
        {
            twin.Wake(services);
        }

        await journal.SettledAsync(ct);
    }

    public async Task ResetAsync(CancellationToken ct)
    {
        oneShots.Clear();
        effects.Clear();
        clock.Restore(TimeSpan.Zero);

        // After the counts and the clock: whoever wakes because of it finds the new beginning.
        foreach (var twin in twins)
        {
            twin.Reset(services);
        }

        await journal.ClearAsync(ct);
    }
}

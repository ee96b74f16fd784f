using System.Text.Json;
using Hub.Sandbox.CaseSystem;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Portal;
using Hub.Sandbox.Post;
using Hub.Sandbox.ServiceBus;

namespace Hub.Sandbox.State;

/// <summary>All that the twins remember: replays it from the log at start and forgets it on demand.</summary>
internal sealed class TwinState(
    TwinJournal journal, TwinClock clock, Effects effects, OneShots oneShots, DossierBook dossiers, ProcedureBook procedures,
    IntegrationBook integrations, PortalSessions sessions, CaseSystemInbox inbox, FaultDesk faults,
    BusNamespace bus, BusTokens busTokens, PostState post)
{
    public void Replay() => journal.Replay(Apply);

    public async Task AdvanceAsync(TimeSpan step, CancellationToken ct)
    {
        clock.Advance(step);
        journal.Add(JournalLine.Clock, writer => writer.WriteNumber("offsetSeconds", clock.Offset.TotalSeconds));
        bus.Wake();
        post.Wake();
        await journal.SettledAsync(ct);
    }

    public async Task ResetAsync(CancellationToken ct)
    {
        dossiers.Clear();
        procedures.Reset();
        integrations.Clear();
        sessions.Clear();
        inbox.Clear();
        oneShots.Clear();
        faults.Reset();
        effects.Clear();
        clock.Restore(TimeSpan.Zero);
        bus.Reset();
        busTokens.Reset();
        post.Clear();
        await journal.ClearAsync(ct);
    }

    private void Apply(JsonElement line)
    {
        switch (line.Text("k"))
        {
            case JournalLine.Dossier:
                dossiers.RestoreItem(line);
                break;
            case JournalLine.Progress:
                dossiers.RestoreProgress(line);
                break;
            case JournalLine.Once:
                oneShots.Restore(line.Text("key"));
                break;
            case JournalLine.Procedure:
                procedures.Restore(line);
                break;
            case JournalLine.Integration:
                integrations.Restore(line);
                break;
            case JournalLine.Webhook:
                inbox.Restore(line);
                break;
            case JournalLine.Clock:
                clock.Restore(TimeSpan.FromSeconds(line.GetProperty("offsetSeconds").GetDouble()));
                break;
            default:
                if (post.TryApply(line))
                {
                    break;
                }

                throw new InvalidDataException($"The state log has a line of unknown kind '{line.Text("k")}'; it may be from a newer version.");
        }
    }
}

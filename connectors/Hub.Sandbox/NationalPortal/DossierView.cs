using System.Text.Json.Nodes;

namespace Hub.Sandbox.NationalPortal;

/// <summary>A dossier as the control API shows it: status 1..10 as a number, how often it was created and updated, an entry in
/// statuses per accepted create or update (repeats included), its progress lines, and the last item taken, whole.</summary>
internal sealed record DossierView(
    string Code, int Status, int Created, int Updated, IReadOnlyList<StatusEntry> Statuses, IReadOnlyList<ProgressView> Progress,
    int DoubledProgress, int ProgressOutOfOrder, int BackwardMoves, JsonNode? Item)
{
    public static DossierView Of(PortalDossier dossier)
    {
        lock (dossier.Gate)
        {
            return new DossierView(
                dossier.Code, dossier.Status, dossier.Created, dossier.Updated, [.. dossier.Statuses], [.. dossier.Progress.Select(ProgressView.Of)],
                dossier.DoubledProgress, dossier.ProgressOutOfOrder, dossier.BackwardMoves, JsonNode.Parse(dossier.Item));
        }
    }
}

/// <summary>A progress line as the control API shows it: when it came, whether it was there before or is older than the line before, and itself.</summary>
internal sealed record ProgressView(DateTimeOffset At, bool Doubled, bool OutOfOrder, JsonNode? Item)
{
    public static ProgressView Of(ProgressLine line) => new(line.At, line.Doubled, line.OutOfOrder, JsonNode.Parse(line.Item));
}

namespace Hub.NationalPortal.Dossiers;

/// <summary>All events of a dossier, folded, in order of their positions.</summary>
public sealed class DossierHistory(string code, IReadOnlyList<DossierEntry> entries, bool isFilingOnly = false)
{
    public string Code => code;

    public IReadOnlyList<DossierEntry> Entries => entries;

    /// <summary>The portal keeps it as a filing of its own kind (a sales promotion) and takes its status alone.</summary>
    public bool IsFilingOnly => isFilingOnly;

    /// <summary>Whether any <c>received</c> event is stored.</summary>
    public bool IsKnown => entries.Count > 0 && entries[0].After.IsKnown;

    public DossierEntry? Find(long seq) => entries.FirstOrDefault(entry => entry.Position.Seq == seq);

    /// <summary>The last event that counts; null when none does.</summary>
    public DossierEntry? Latest => entries.LastOrDefault(entry => entry.Effect is DossierEffect.Data or DossierEffect.Moved or DossierEffect.Repeated);

    /// <summary>The dossier up to and with a position; null before the first event.</summary>
    public DossierSnapshot? At(DossierPosition position) =>
        entries.LastOrDefault(entry => entry.Position <= position) is { } last ? last.After with { Position = position } : null;

    public IEnumerable<DossierProgress> Lines => entries.Where(entry => entry.Line is not null).Select(entry => entry.Line!);

    public DossierHistory Select(Func<DossierEntry, DossierEntry> change) => new(code, [.. entries.Select(change)], isFilingOnly);

    /// <summary>The next status event behind a position, of those that stand; null when one before it will wait for a person, and so will the status.</summary>
    public DossierEntry? NextStatusAfter(DossierPosition position) =>
        entries.FirstOrDefault(entry => entry.Position > position
            && (entry.IsStatus || entry.Effect is DossierEffect.Unmapped or DossierEffect.Broken or DossierEffect.MoveRefused)) is { IsStatus: true } next ? next : null;
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>All dossiers the portal holds; one lock per dossier, none for all of them.</summary>
internal sealed class DossierStore(TwinJournal journal, Effects effects, TwinClock clock)
{
    public const string ItemKind = "dossier";
    public const string ProgressKind = "progress";

    private readonly ConcurrentDictionary<string, PortalDossier> _dossiers = new(StringComparer.Ordinal);

    public PortalDossier? Find(string code) => _dossiers.TryGetValue(code, out var dossier) && dossier.Exists ? dossier : null;

    /// <summary>Creates or updates. Null when it was stored; the number of earlier refusals when a create met an existing dossier.</summary>
    public long? Store(string code, JsonElement item, bool isUpdate)
    {
        var compact = item.Compact();
        var dossier = _dossiers.GetOrAdd(code, static key => new PortalDossier(key));
        lock (dossier.Gate)
        {
            if (!isUpdate && dossier.Exists)
            {
                effects.Count(PortalEffects.CreateRefusedExisting);
                return dossier.RefusedCreates++;
            }

            Apply(dossier, compact, StatusOf(item), clock.GetUtcNow());
            return null;
        }
    }

    public void Append(PortalDossier dossier, JsonElement line)
    {
        var compact = line.Compact();
        lock (dossier.Gate)
        {
            var now = clock.GetUtcNow();
            Count(dossier.Append(line, compact, now));
            journal.Add(ProgressKind, writer => WriteChange(writer, now, compact));
        }
    }

    /// <summary>Up to <paramref name="limit"/> dossiers behind a code, in ordinal order of their codes.</summary>
    public IReadOnlyList<PortalDossier> After(string after, int limit) =>
        [.. _dossiers.Values
            .Where(dossier => dossier.Exists && string.CompareOrdinal(dossier.Code, after) > 0)
            .OrderBy(dossier => dossier.Code, StringComparer.Ordinal)
            .Take(limit)];

    public void RestoreItem(JsonElement line)
    {
        var item = line.GetProperty("item");
        var dossier = _dossiers.GetOrAdd(item.Text("MaHoSo"), static key => new PortalDossier(key));
        Count(dossier, dossier.Store(item.Compact(), StatusOf(item), line.GetProperty("at").GetDateTimeOffset()));
    }

    public void RestoreProgress(JsonElement line)
    {
        var item = line.GetProperty("item");
        Count(_dossiers[item.Text("MaHoSo")].Append(item, item.Compact(), line.GetProperty("at").GetDateTimeOffset()));
    }

    public void Clear() => _dossiers.Clear();

    private static int StatusOf(JsonElement item) => int.Parse(item.Text("TrangThaiHoSo"), CultureInfo.InvariantCulture);

    private static void WriteChange(Utf8JsonWriter writer, DateTimeOffset at, byte[] item)
    {
        writer.WriteString("at", at);
        writer.WritePropertyName("item");
        writer.WriteRawValue(item, skipInputValidation: true);
    }

    private void Apply(PortalDossier dossier, byte[] item, int status, DateTimeOffset at)
    {
        Count(dossier, dossier.Store(item, status, at));
        journal.Add(ItemKind, writer => WriteChange(writer, at, item));
    }

    private void Count(PortalDossier dossier, bool isBackward)
    {
        effects.Count(dossier.Updated == 0 ? PortalEffects.DossierCreated : PortalEffects.DossierUpdated);
        if (isBackward)
        {
            effects.Count(PortalEffects.BackwardMove);
        }
    }

    private void Count(ProgressLine line)
    {
        effects.Count(PortalEffects.ProgressLine);
        if (line.Doubled)
        {
            effects.Count(PortalEffects.ProgressDoubled);
        }

        if (line.OutOfOrder)
        {
            effects.Count(PortalEffects.ProgressOutOfOrder);
        }
    }
}

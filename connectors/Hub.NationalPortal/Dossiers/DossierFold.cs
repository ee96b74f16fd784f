using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>Turns a dossier's events into its history. Pure: the same events in any order of arrival give the same history.</summary>
public static class DossierFold
{
    /// <param name="isFilingOnly">See <see cref="DossierHistory.IsFilingOnly"/>.</param>
    public static DossierHistory Of(string code, IReadOnlyList<DossierEvent> events, StatusRules rules, bool isFilingOnly = false)
    {
        var ordered = events.OrderBy(e => new DossierPosition(e.At, e.Seq)).Select(e => (Event: e, Data: e.IsGivenUp ? null : Read(e))).ToList();
        var state = new DossierSnapshot { Code = code };
        if (ordered.Select(pair => pair.Data).OfType<ReceivedData>().FirstOrDefault() is { } first)
        {
            // A status told before the reception still needs to say whose dossier it is.
            state = DossierMerge.Received(state, first);
        }

        var entries = new List<DossierEntry>(ordered.Count);
        var hasReceivedLine = false;
        foreach (var (e, data) in ordered)
        {
            var entry = Next(state, e, data, rules, (hasReceivedLine, isFilingOnly));
            hasReceivedLine |= data is ReceivedData && entry.Line is not null;
            entries.Add(entry);
            state = entry.After;
        }

        return new DossierHistory(code, entries, isFilingOnly);
    }

    private static DossierEntry Next(DossierSnapshot state, DossierEvent e, object? data, StatusRules rules, (bool HasReceivedLine, bool IsFilingOnly) so)
    {
        var position = new DossierPosition(e.At, e.Seq);
        DossierEntry Entry(DossierEffect effect, DossierSnapshot after, DossierStatus? status = null, string? said = null, DossierProgress? line = null) =>
            new(position, e.Id, e.Type, effect, status, said, state.Status, line, after with { Position = position });

        switch (data)
        {
            case null:
                return Entry(e.IsGivenUp ? DossierEffect.GivenUp : DossierEffect.Broken, state);
            case ReceivedData received:
                // Posted again it corrects data; only the first reception is a step of the dossier's life.
                var moves = state.Status is null or DossierStatus.Registered;
                var taken = DossierMerge.Received(state, received);
                return Entry(
                    moves ? DossierEffect.Moved : DossierEffect.Data,
                    moves ? taken with { Status = DossierStatus.Received } : taken,
                    moves ? DossierStatus.Received : null,
                    received.LocalStatus,
                    so.HasReceivedLine ? null : DossierLines.Of(position, e.Id, received));
            case StatusChangedData change:
                if (rules.Map(change.Status) is not { } status)
                {
                    return Entry(DossierEffect.Unmapped, state, said: change.Status);
                }

                // The check of such a filing follows its reception, so that it may be refused until it has ended.
                if (state.Status is { } from && !rules.Reaches(from, status) && !(so.IsFilingOnly && status is DossierStatus.Refused && !from.IsTerminal()))
                {
                    return Entry(DossierEffect.MoveRefused, state, status, change.Status);
                }

                return Entry(
                    state.Status == status ? DossierEffect.Repeated : DossierEffect.Moved,
                    DossierMerge.Changed(state, status, change, e.At),
                    status,
                    change.Status,
                    DossierLines.Of(position, e.Id, status, change));
            case ProgressNotedData noted:
                var at = noted.Status is null ? state.Status ?? DossierStatus.Received : rules.Map(noted.Status);
                return at is { } known
                    ? Entry(DossierEffect.Data, state with { Holder = noted.Holder ?? state.Holder }, known, noted.Status, DossierLines.Of(position, e.Id, known, noted))
                    : Entry(DossierEffect.Unmapped, state, said: noted.Status);
            case ResultIssuedData issued:
                return Entry(DossierEffect.Data, state with { ResultPapers = DossierMerge.Papers(state.ResultPapers, issued.Papers) });
            default:
                return Entry(DossierEffect.Data, state);
        }
    }

    private static object? Read(DossierEvent e)
    {
        try
        {
            return e.Type switch
            {
                EventTypes.DossierReceived => Read(e, NationalPortalDataJson.Default.ReceivedData),
                EventTypes.DossierStatusChanged => Read(e, NationalPortalDataJson.Default.StatusChangedData),
                EventTypes.DossierProgressNoted => Read(e, NationalPortalDataJson.Default.ProgressNotedData),
                EventTypes.DossierResultIssued => Read(e, NationalPortalDataJson.Default.ResultIssuedData),
                // Ratings and what the hub itself told are no matter of the portal's.
                _ => e.Type,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T? Read<T>(DossierEvent e, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(e.Data.Span, type);
}

using Hub.Core.Dossiers;
using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>What each kind of event adds to a dossier. What an event leaves out stays as it was.</summary>
internal static class DossierMerge
{
    public static DossierSnapshot Received(DossierSnapshot state, ReceivedData data) => state with
    {
        IsKnown = true,
        Procedure = data.Procedure ?? state.Procedure,
        Channel = data.Channel ?? state.Channel,
        SubmittedVia = data.SubmittedVia ?? state.SubmittedVia,
        SubmittedAt = data.SubmittedAt ?? state.SubmittedAt,
        ReceivedAt = data.ReceivedAt ?? state.ReceivedAt,
        AppointmentAt = data.AppointmentAt ?? state.AppointmentAt,
        Applicant = data.Applicant ?? state.Applicant,
        ReceiptNumber = data.ReceiptNumber ?? state.ReceiptNumber,
        Summary = data.Summary ?? state.Summary,
        Note = data.Note ?? state.Note,
        OtherInformation = data.OtherInformation ?? state.OtherInformation,
        Agency = data.Agency ?? state.Agency,
        ReturnBy = data.ResultReturn?.By ?? state.ReturnBy,
        ReturnInformation = data.ResultReturn?.Information ?? state.ReturnInformation,
        OnlinePayment = data.OnlinePayment ?? state.OnlinePayment,
        Papers = Papers(state.Papers, data.Papers),
        OtherPapers = data.OtherPapers ?? state.OtherPapers,
        Fees = data.Fees ?? state.Fees,
        Databases = data.Databases ?? state.Databases,
    };

    public static DossierSnapshot Changed(DossierSnapshot state, DossierStatus status, StatusChangedData data, DateTimeOffset at) => state with
    {
        Status = status,
        Holder = data.Holder ?? state.Holder,
        ReceivedAt = data.ReceivedAt ?? state.ReceivedAt,
        AppointmentAt = data.AppointmentAt ?? data.Supplement?.NewAppointmentAt ?? state.AppointmentAt,
        RefusedAt = status == DossierStatus.Refused ? at : state.RefusedAt,
        FinishedAt = data.FinishedAt ?? (Ends(status) ? state.FinishedAt ?? at : state.FinishedAt),
        ReturnedAt = data.ReturnedAt ?? (status == DossierStatus.Returned ? state.ReturnedAt ?? at : state.ReturnedAt),
        ReturnBy = data.Method ?? state.ReturnBy,
        Supplements = Receive(Ask(state.Supplements, data.Supplement), data.SupplementReceived),
        Pauses = Pauses(state.Pauses, status, data, at),
        Papers = Papers(state.Papers, data.SupplementReceived?.Papers),
        ResultPapers = Papers(state.ResultPapers, data.ResultPapers),
    };

    public static IReadOnlyList<ResultPaper> Papers(IReadOnlyList<ResultPaper> old, IReadOnlyList<ResultPaper>? more) =>
        Merge(old, more, static paper => paper.Id);

    public static IReadOnlyList<Paper> Papers(IReadOnlyList<Paper> old, IReadOnlyList<Paper>? more) => Merge(old, more, static paper => paper.Id);

    // A hand-over alone does not say when the work ended; the pre-check points at it instead.
    private static bool Ends(DossierStatus status) =>
        status is DossierStatus.Completed or DossierStatus.Stopped or DossierStatus.Withdrawn or DossierStatus.Refused;

    private static IReadOnlyList<DossierSupplement> Ask(IReadOnlyList<DossierSupplement> old, SupplementRequest? request) =>
        request is null ? old : Merge(old, [new DossierSupplement(request.Id ?? "", request, Find(old, request.Id)?.Receipt)], static supplement => supplement.Id);

    private static IReadOnlyList<DossierSupplement> Receive(IReadOnlyList<DossierSupplement> old, SupplementReceipt? receipt) =>
        receipt is null ? old : Merge(old, [new DossierSupplement(receipt.Id ?? "", Find(old, receipt.Id)?.Request, receipt)], static supplement => supplement.Id);

    // The moments that the event tells, not later than the event itself; where it tells none, its own.
    private static IReadOnlyList<SupplementPause> Pauses(IReadOnlyList<SupplementPause> old, DossierStatus status, StatusChangedData data, DateTimeOffset at)
    {
        var open = old.Count > 0 && old[^1].Until is null ? old[^1] : null;
        var pauses = old;
        if (open is not null && (status != DossierStatus.SupplementRequired || data.SupplementReceived is not null))
        {
            var until = Earlier(data.SupplementReceived?.ReceivedAt, at);
            pauses = [.. old.SkipLast(1), open with { Until = until > open.From ? until : open.From }];
            open = null;
        }

        return status == DossierStatus.SupplementRequired && open is null ? [.. pauses, new SupplementPause(Earlier(data.Supplement?.RequestedAt, at), null)] : pauses;
    }

    private static DateTimeOffset Earlier(DateTimeOffset? told, DateTimeOffset at) => told < at ? told.Value : at;

    private static DossierSupplement? Find(IReadOnlyList<DossierSupplement> all, string? id) => all.FirstOrDefault(supplement => supplement.Id == (id ?? ""));

    // Keeps the order of first mention; a later word about the same id replaces the earlier one.
    private static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> old, IReadOnlyList<T>? more, Func<T, string?> id)
    {
        if (more is null || more.Count == 0)
        {
            return old;
        }

        var merged = new List<T>(old);
        foreach (var item in more)
        {
            var place = id(item) is { } key ? merged.FindIndex(known => id(known) == key) : -1;
            if (place < 0)
            {
                merged.Add(item);
            }
            else
            {
                merged[place] = item;
            }
        }

        return merged;
    }
}

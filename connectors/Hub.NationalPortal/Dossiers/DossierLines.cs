using Hub.Core.Dossiers;
using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>The line of progress that an event makes.</summary>
internal static class DossierLines
{
    public static DossierProgress Of(DossierPosition position, string eventId, ReceivedData data) => new()
    {
        Position = position,
        EventId = eventId,
        Status = DossierStatus.Received,
        Content = DossierStatus.Received.Text().Vi,
        OfficerName = data.Officer?.Name,
        OfficerTitle = data.Officer?.Title,
        Department = data.Officer?.Department ?? data.Agency?.Name,
        StartedAt = position.At,
        DueAt = data.AppointmentAt,
    };

    public static DossierProgress Of(DossierPosition position, string eventId, DossierStatus status, StatusChangedData data) => new()
    {
        Position = position,
        EventId = eventId,
        Status = status,
        Content = data.Content ?? data.Reason ?? data.Supplement?.Content ?? data.Payment?.Content ?? status.Text().Vi,
        OfficerName = data.Officer?.Name,
        OfficerTitle = data.Officer?.Title,
        Department = data.Officer?.Department ?? data.Holder?.Name,
        StartedAt = position.At,
        DueAt = data.DueAt ?? data.Supplement?.DueAt ?? data.Payment?.DueAt,
    };

    public static DossierProgress Of(DossierPosition position, string eventId, DossierStatus status, ProgressNotedData data) => new()
    {
        Position = position,
        EventId = eventId,
        Status = status,
        Content = data.Content ?? status.Text().Vi,
        OfficerName = data.Officer?.Name,
        OfficerTitle = data.Officer?.Title,
        Department = data.Officer?.Department ?? data.Holder?.Name,
        StartedAt = data.StartedAt ?? position.At,
        DueAt = data.DueAt,
    };
}

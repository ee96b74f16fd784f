namespace Hub.NationalPortal.Settings;

/// <summary>Types of the events that the portal brings. The dossier code is the subject of the first.</summary>
public static class PortalEventTypes
{
    public const string DossierSubmittedOnline = "vn.onestop.dossier.submitted-online.v1";
    public const string NoticeReceived = "vn.onestop.portal.notice-received.v1";
}

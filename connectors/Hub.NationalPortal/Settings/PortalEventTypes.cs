namespace Hub.NationalPortal.Settings;

/// <summary>Types of the events that the portal brings. The dossier code is the subject of the first.</summary>
public static class PortalEventTypes
{
    public const string DossierSubmittedOnline = "vn.onestop.dossier.submitted-online.v1";
    public const string NoticeReceived = "vn.onestop.portal.notice-received.v1";
}

/// <summary>What the portal posts, by the last part of the path. Source: public code of two provincial systems.</summary>
public static class PortalKinds
{
    /// <summary>A dossier filed on the portal.</summary>
    public const string Dossier = "nhanhsdvcqg";

    /// <summary>A filed dossier as well: the notification of a sales promotion, or its amendment.</summary>
    public const string Promotion = "addtthcKhuyenMai";

    public const string TaxNotice = "nhantbthuedvcqg";

    /// <summary>The tax office's demand and its receipt, as another system's receiver names them.</summary>
    public const string TaxDemand = "ImportThongBaoThueFromDVCQG";
    public const string TaxReceipt = "ImportChungTuThueFromDVCQG";

    public static readonly IReadOnlyList<string> All = [Dossier, Promotion, TaxNotice, TaxDemand, TaxReceipt];
}

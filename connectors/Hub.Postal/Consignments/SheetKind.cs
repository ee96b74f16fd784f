namespace Hub.Postal.Consignments;

/// <summary>Papers that list consignments.</summary>
public enum SheetKind
{
    /// <summary>Bảng kê: what a postman or post office takes along.</summary>
    Manifest,

    /// <summary>Phiếu giao nhận between agency and post, confirmed by both.</summary>
    Handover,

    /// <summary>Bảng kê nộp tiền: cash that the post hands on.</summary>
    Remittance,
}

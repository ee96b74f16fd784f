using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.Core.Intake;
using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>Neutral dossier to the portal's items; pure. The way back is <c>PortalInbound</c> and <c>ProcedureReader</c>.</summary>
public sealed class NationalPortalMapper(NationalPortalOptions options)
{
    private const int SummaryMax = 1000;
    private const int FileNameMax = 4000;
    private const int OfficerMax = 50;

    private readonly Dictionary<string, string> _applicantKinds = Merge(NationalPortalCodes.ApplicantKinds, options.ApplicantKinds);

    private readonly Dictionary<string, string> _filingCodes = Merge(NationalPortalCodes.FilingStatuses, options.FilingStatus.Codes);

    /// <summary>JSON pointers (into the case system's event data) of what the portal cannot do without.</summary>
    public IReadOnlyList<string> Missing(DossierSnapshot dossier)
    {
        var missing = new List<string>();
        Require("/procedure/code", dossier.Procedure?.Code);
        Require("/applicant/name", dossier.Applicant?.Name);
        Require("/applicant/kind", _applicantKinds.GetValueOrDefault(dossier.Applicant?.Kind ?? ""));
        Require("/status", dossier.Status?.Name());
        if (dossier.Status is not (null or DossierStatus.Registered or DossierStatus.Refused))
        {
            Require("/receivedAt", VietnamTime.Text(dossier.ReceivedAt));
        }

        if (dossier.Status == DossierStatus.SupplementRequired)
        {
            Require("/supplement", dossier.Supplements.Any(supplement => supplement.Request is not null) ? "asked" : null);
        }

        return missing;

        void Require(string pointer, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                missing.Add(pointer);
            }
        }
    }

    /// <summary>The <c>DongBoHoSoMC</c> item. Call only when nothing is <see cref="Missing"/>.</summary>
    public PortalDossierItem Item(DossierSnapshot dossier) => new()
    {
        MaHoSo = dossier.Code,
        MaTTHC = dossier.Procedure?.Code ?? "",
        TenTTHC = dossier.Procedure?.Name ?? "",
        MaLinhVuc = dossier.Procedure?.FieldCode ?? "",
        TenLinhVuc = dossier.Procedure?.FieldName ?? "",
        KenhThucHien = Code(NationalPortalCodes.Channels, dossier.Channel),
        ChuHoSo = dossier.Applicant?.Name ?? "",
        LoaiDoiTuong = Code(_applicantKinds, dossier.Applicant?.Kind),
        // An account belongs to a dossier that was filed online.
        MaDoiTuong = dossier.Channel == FilingChannels.Online ? dossier.Applicant?.PortalAccount : null,
        SoDienThoai = dossier.Applicant?.Phone ?? "",
        Email = dossier.Applicant?.Email ?? "",
        Fax = dossier.Applicant?.Fax ?? "",
        SoBienNhan = dossier.ReceiptNumber ?? "",
        TrichYeuHoSo = OutsideText.Cut(dossier.Summary, SummaryMax),
        ThongTinKhac = dossier.OtherInformation ?? "",
        GhiChu = dossier.Note ?? "",
        NgayNopHoSo = VietnamTime.Text(dossier.SubmittedAt),
        NgayTiepNhan = VietnamTime.Text(dossier.ReceivedAt),
        NgayHenTra = VietnamTime.Text(dossier.AppointmentAt),
        NgayTuChoi = VietnamTime.Text(dossier.RefusedAt),
        TrangThaiHoSo = Number(dossier.Status ?? DossierStatus.Registered),
        NgayTra = VietnamTime.Text(dossier.ReturnedAt),
        HinhThuc = Code(NationalPortalCodes.Returns, dossier.ReturnBy),
        ThongTinTra = dossier.ReturnInformation ?? "",
        NgayKetThucXuLy = VietnamTime.Text(dossier.FinishedAt),
        NoiNopHoSo = Code(NationalPortalCodes.FiledAt, dossier.SubmittedVia),
        DonViXuLy = dossier.Agency?.Name ?? dossier.Holder?.Name ?? "",
        HoSoCoThanhPhanSoHoa = Flag(dossier.Papers.Any(paper => paper is { Digitised: true, Removed: not true })),
        TaiKhoanDuocXacThucVoiVNeID = Flag(dossier.Applicant?.VneidVerified),
        DuocThanhToanTrucTuyen = Code(NationalPortalCodes.OnlinePayments, dossier.OnlinePayment),
        DinhDanhCHS = [.. (dossier.Applicant?.Identity ?? []).Select(identity => new PortalIdentity(Code(NationalPortalCodes.IdentityKinds, identity.Kind), identity.Number ?? ""))],
        TaiLieuNop = [.. dossier.Papers.Select(Attachment)],
        DanhSachLePhi = [.. dossier.Fees.Select(Fee)],
        DanhSachTepDinhKemKhac = [.. dossier.OtherPapers.Select(Other)],
        DanhSachHoSoBoSung = [.. dossier.Supplements.Select(Supplement)],
        DanhSachGiayToKetQua = [.. dossier.ResultPapers.Select(Result)],
        DSKetNoiCSDL = [.. dossier.Databases.Select(code => new PortalDatabase(code))],
    };

    /// <summary>The <c>CapNhatTienDoHoSoMC</c> line.</summary>
    public static PortalProgressItem Line(string code, DossierProgress line) => new()
    {
        MaHoSo = code,
        NguoiXuLy = OutsideText.Cut(line.OfficerName, OfficerMax),
        ChucDanh = line.OfficerTitle ?? "",
        ThoiDiemXuLy = VietnamTime.Text(line.Position.At),
        PhongBanXuLy = line.Department ?? "",
        NoiDungXuLy = line.Content,
        TrangThai = Number(line.Status),
        NgayBatDau = VietnamTime.Text(line.StartedAt),
        NgayKetThucTheoQuyDinh = VietnamTime.Text(line.DueAt),
    };

    /// <summary>The <c>DongBoTrangThaiHoSo</c> data of a dossier that has a status at this position.</summary>
    public PortalFilingStatus FilingStatus(DossierHistory history, DossierPosition stop)
    {
        var dossier = history.At(stop)!;
        var line = history.Lines.LastOrDefault(line => line.Position <= stop);
        return new PortalFilingStatus
        {
            TrangThai = Code(_filingCodes, (dossier.Status ?? DossierStatus.Registered).Name()),
            MaHoSo = dossier.Code,
            MaHoSoDonVi = dossier.Code,
            MaDoiTuong = dossier.Channel == FilingChannels.Online ? dossier.Applicant?.PortalAccount : null,
            NoiDung = OutsideText.Cut(line?.Content, SummaryMax),
            NgayXuLy = VietnamTime.Text(line?.Position.At ?? stop.At),
            TaiLieuXuLy = [.. dossier.ResultPapers.Select(paper => new PortalFilingPaper(
                paper.Id ?? "", OutsideText.Cut(paper.Name, FileNameMax), "False", paper.ComponentCode ?? "", paper.Url ?? ""))],
        };
    }

    /// <summary>SHA-256 (first 16 bytes, hex) of the item as it goes over the wire.</summary>
    public static string Digest(PortalFilingStatus item) => Hash(JsonSerializer.SerializeToUtf8Bytes(item, NationalPortalJson.Wire.PortalFilingStatus));

    /// <summary>SHA-256 (first 16 bytes, hex) of the item as it goes over the wire.</summary>
    public static string Digest(PortalDossierItem item) => Hash(JsonSerializer.SerializeToUtf8Bytes(item, NationalPortalJson.Wire.PortalDossierItem));

    /// <summary>The same over the scalars alone: what a look-up that leaves the lists out can still show.</summary>
    public static string Face(PortalDossierItem item) => Digest(item with
    {
        DinhDanhCHS = [],
        TaiLieuNop = [],
        DanhSachLePhi = [],
        DanhSachTepDinhKemKhac = [],
        DanhSachHoSoBoSung = [],
        DanhSachGiayToKetQua = [],
        DSKetNoiCSDL = [],
    });

    private static string Hash(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16));

    private static PortalAttachment Attachment(Paper paper) => new()
    {
        TepDinhKemId = paper.Id ?? "",
        TenTepDinhKem = OutsideText.Cut(paper.Name, FileNameMax),
        IsDeleted = paper.Removed is true ? "True" : "False",
        MaThanhPhanHoSo = paper.ComponentCode ?? "",
        DuongDanTaiTepTin = paper.Url ?? "",
        DuocSoHoa = Flag(paper.Digitised),
        DuocTaiSuDung = Flag(paper.Reused),
        DuocLayTuKhoDMQG = Flag(paper.FromNationalStore),
        MaKetQuaThayThe = paper.ReplacesResultCode ?? "",
    };

    private static PortalFee Fee(Fee fee) => new(
        fee.Name ?? "",
        fee.Code ?? "",
        Code(NationalPortalCodes.Collections, fee.Collected),
        fee.Amount.ToString(CultureInfo.InvariantCulture),
        Code(NationalPortalCodes.FeeKinds, fee.Kind));

    private static PortalOtherPaper Other(OtherPaper paper) =>
        new(paper.Name ?? "", paper.Count?.ToString(CultureInfo.InvariantCulture) ?? "", paper.Kind ?? "");

    private static PortalResultPaper Result(ResultPaper paper) =>
        new(paper.Name ?? "", paper.ComponentCode ?? "", paper.Id ?? "", paper.Url ?? "", paper.ResultCode ?? "");

    private static PortalSupplement Supplement(DossierSupplement supplement) => new()
    {
        HoSoBoSungId = supplement.Id,
        NguoiYeuCauBoSung = supplement.Request?.RequestedBy ?? "",
        NoiDungBoSung = supplement.Request?.Content ?? "",
        NgayBoSung = VietnamTime.Text(supplement.Request?.RequestedAt),
        NguoiTiepNhanBoSung = supplement.Receipt?.ReceivedBy ?? "",
        ThongTinTiepNhan = supplement.Receipt?.Information ?? "",
        NgayTiepNhanBoSung = VietnamTime.Text(supplement.Receipt?.ReceivedAt),
        TrangThaiBoSung = Flag(supplement.Receipt is not null),
        DanhSachGiayToBoSung = [.. (supplement.Request?.Papers ?? []).Select(Other)],
        DanhSachLePhiBoSung = [.. (supplement.Request?.Fees ?? []).Select(Fee)],
        NgayHenTraTruoc = VietnamTime.Text(supplement.Request?.PreviousAppointmentAt),
        NgayHenTraMoi = VietnamTime.Text(supplement.Request?.NewAppointmentAt),
    };

    private static string Number(DossierStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool? value) => value is true ? "1" : "0";

    private static string Code(IReadOnlyDictionary<string, string> table, string? value) => value is null ? "" : table.GetValueOrDefault(value, "");

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> built, Dictionary<string, string> own)
    {
        var merged = new Dictionary<string, string>(built, StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            merged[key] = value;
        }

        return merged;
    }
}

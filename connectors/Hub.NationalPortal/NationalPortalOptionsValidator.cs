using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Core.Parties;
using Hub.Core.Trust;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal;

/// <summary>Refuses wrong settings at start. Each fault names the setting, its problem and the mend, in Vietnamese and English; secrets are never shown.</summary>
public sealed class NationalPortalOptionsValidator : IValidateOptions<NationalPortalOptions>
{
    public ValidateOptionsResult Validate(string? name, NationalPortalOptions options)
    {
        var faults = Check(options);
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{fault.Setting}: {fault.Text}"));
    }

    /// <summary>Every fault with the full name of its setting, <c>NationalPortal:…</c>.</summary>
    public static IReadOnlyList<OptionFault> Check(NationalPortalOptions options)
    {
        var faults = new Faults();
        Address(faults, options);
        Credentials(faults, options);
        Limits(faults, options);
        Tables(faults, options);
        Receiver(faults, options);
        return faults.All;
    }

    /// <summary>The faults of what the portal posts to the hub, which works before the hub knows where the portal is.</summary>
    public static IReadOnlyList<OptionFault> CheckReceiver(NationalPortalOptions options)
    {
        var faults = new Faults();
        Receiver(faults, options);
        return faults.All;
    }

    private static void Receiver(Faults faults, NationalPortalOptions options)
    {
        for (var i = 0; i < options.Inbound.OpenNetworks.Count; i++)
        {
            var text = options.Inbound.OpenNetworks[i];
            faults.Unless(
                Networks.Parse(text) is { PrefixLength: > 0 }, $"Inbound:OpenNetworks:{i}",
                ($"'{text}' không phải một địa chỉ hay mạng CIDR (ví dụ 10.20.1.7), hoặc mở cho tất cả mọi người.", $"'{text}' is no address and no CIDR network (such as 10.20.1.7), or opens to everybody."));
        }
    }

    private static void Address(Faults faults, NationalPortalOptions options)
    {
        faults.Unless(
            options.BaseAddress is { IsAbsoluteUri: true, Scheme: "http" or "https" } && options.BaseAddress.AbsoluteUri.EndsWith('/'), "BaseAddress",
            ("cần địa chỉ http(s) tuyệt đối kết thúc bằng '/', ví dụ http://adapter/VXPAdapter/RestService/forward/.",
            "must be an absolute http(s) address that ends with '/', e.g. http://adapter/VXPAdapter/RestService/forward/."));
        faults.Unless(!options.LoginPath.StartsWith('/'), "LoginPath", ("tính từ BaseAddress: bỏ dấu '/' ở đầu.", "is relative to BaseAddress: leave out the leading '/'."));
        faults.Unless(!options.GatewayPath.StartsWith('/'), "GatewayPath", ("tính từ BaseAddress: bỏ dấu '/' ở đầu.", "is relative to BaseAddress: leave out the leading '/'."));
        faults.Unless(options.GatewayPath.Length > 0, "GatewayPath", ("không được để trống.", "must not be empty."));
        faults.Unless(
            options.LoginPath.Length > 0 || options.EnvelopeShape == PortalEnvelopeShape.RestList, "LoginPath",
            ("chỉ được để trống khi EnvelopeShape là RestList.", "may be empty only with EnvelopeShape RestList."));
    }

    private static void Credentials(Faults faults, NationalPortalOptions options)
    {
        faults.Unless(options.UnitCode.Trim().Length > 0, "UnitCode", ("cần mã đơn vị (madonvi), ví dụ 000.00.00.H40.", "(madonvi) must be given, e.g. 000.00.00.H40."));
        faults.Unless(options.LoginPath.Length == 0 || options.Username.Length > 0, "Username", ("cần tài khoản do Cổng cấp.", "must be given: the account that the portal assigned."));
        faults.Unless(
            options.LoginPath.Length == 0 || options.Password.Length > 0, "Password",
            ("cần mật khẩu, đặt bằng biến môi trường HUB__NationalPortal__Password.", "must be given, by the environment variable HUB__NationalPortal__Password."));
        faults.Unless(
            options.Lgsp is null || (options.Lgsp.TokenUrl is { IsAbsoluteUri: true } && options.Lgsp.Key.Length > 0 && options.Lgsp.Secret.Length > 0), "Lgsp",
            ("cần TokenUrl (tuyệt đối), Key và Secret; bỏ cả mục này khi không có LGSP.", "needs TokenUrl (absolute), Key and Secret; leave the whole section out where there is no gateway."));
    }

    private static void Limits(Faults faults, NationalPortalOptions options)
    {
        var times = options.Timeouts;
        faults.Unless(
            times.Connect > TimeSpan.Zero && times.Login > TimeSpan.Zero && times.Read > TimeSpan.Zero && times.Write > TimeSpan.Zero, "Timeouts",
            ("mọi thời hạn phải lớn hơn 0.", "must be longer than zero."));
        faults.Unless(times.SessionAge > TimeSpan.Zero, "Timeouts:SessionAge", ("phải lớn hơn 0.", "must be longer than zero."));
        faults.Unless(
            times.ReadRetryDelay >= TimeSpan.Zero && times.AfterRefusedLogin > TimeSpan.Zero, "Timeouts",
            ("ReadRetryDelay và AfterRefusedLogin không được âm.", "ReadRetryDelay and AfterRefusedLogin must not be negative."));
        faults.Unless(options.MaxAnswerBytes is >= 1024 and <= 1024L * 1024 * 1024, "MaxAnswerBytes", ("từ 1 KiB đến 1 GiB.", "must be 1 KiB to 1 GiB."));
        faults.Unless(options.ProgressChunk is >= 1 and <= 1000, "ProgressChunk", ("từ 1 đến 1000.", "must be 1 to 1000."));
        faults.Unless(options.UnknownDossierPatience >= TimeSpan.Zero, "UnknownDossierPatience", ("không được âm.", "must not be negative."));
        faults.Unless(
            options.Verify is { Days: >= 1, RatePerSecond: > 0, Batch: >= 0 } && options.Verify.Every > TimeSpan.Zero, "Verify",
            ("cần Days từ 1, RatePerSecond và Every lớn hơn 0, Batch từ 0.", "needs Days of 1 or more, a RatePerSecond and Every above zero, and a Batch of 0 or more."));
        faults.Unless(
            options.Procedures is { Concurrency: >= 1 and <= 64, MaxShrinkShare: >= 0 and <= 1, SubmitBatch: >= 1 and <= 1000 }, "Procedures",
            ("cần Concurrency 1–64, MaxShrinkShare 0–1, SubmitBatch 1–1000.", "needs Concurrency 1 to 64, MaxShrinkShare 0 to 1, SubmitBatch 1 to 1000."));
    }

    private static void Tables(Faults faults, NationalPortalOptions options)
    {
        foreach (var (code, number) in options.StatusMap)
        {
            faults.Unless(number is >= 0 and <= 10, $"StatusMap:{code}", ($"phải từ 1 đến 10 (0 để bỏ), đang là {number}.", $"must be 1 to 10 (or 0 to unmap), was {number}."));
        }

        foreach (var move in options.ExtraMoves)
        {
            faults.Unless(
                StatusRules.IsMove(move), "ExtraMoves", ($"'{move}' không có dạng từ>đến với hai trong mười trạng thái.", $"'{move}' is not of the form from>to with two of the ten status names."));
        }

        var rules = string.Join(", ", KpiRules.Sentences.Keys);
        foreach (var rule in options.Kpi.Block)
        {
            faults.Unless(KpiRules.Sentences.ContainsKey(rule), "Kpi:Block", ($"không có quy tắc '{rule}'; các quy tắc là {rules}.", $"knows no rule '{rule}'; the rules are {rules}."));
        }

        foreach (var name in options.FilingStatus.Codes.Keys)
        {
            faults.Unless(DossierStatuses.TryParse(name, out _), "FilingStatus:Codes", ($"không có trạng thái '{name}'.", $"knows no status '{name}'."));
        }

        faults.Unless(
            options.FilingStatus is { Name.Length: > 0, RestName.Length: > 0, Type.Length: > 0 }, "FilingStatus", ("cần Name, RestName và Type.", "needs Name, RestName and Type."));
        faults.Unless(options.IntegrationOperation.Name.Length > 0, "IntegrationOperation:Name", ("không được để trống.", "must not be empty."));
    }

    private sealed class Faults
    {
        public List<OptionFault> All { get; } = [];

        public void Unless(bool isRight, string setting, Bilingual text)
        {
            if (!isRight)
            {
                All.Add(new OptionFault($"NationalPortal:{setting}", text));
            }
        }
    }
}

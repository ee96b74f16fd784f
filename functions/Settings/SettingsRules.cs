using System.Security.Cryptography;
using Hub.Core;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Settings;

/// <summary>Rules between settings, and rules that a range cannot say.</summary>
internal static class SettingsRules
{
    private const int MinSecretBytes = 32;

    public static IEnumerable<SettingsFault> Check(HubSettings settings) =>
        Urls(settings).Concat(Intake(settings.Intake)).Concat(Roles(settings)).Concat(SigningKeys(settings.Auth)).Concat(Authority(settings.Auth)).Concat(Lanes(settings)).Concat(Parties(settings)).Concat(WorkingDays(settings)).Concat(Engines(settings)).Concat(Addresses(settings)).Concat(Audit(settings.Audit));

    /// <param name="urls">One or more addresses, parted by <c>;</c>.</param>
    public static bool AreListened(string urls) =>
        urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } all && all.All(IsListened);

    // Kestrel's own wildcards are no host names, and it refuses a path.
    private static bool IsListened(string url) =>
        Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "" };

    private static IEnumerable<SettingsFault> Urls(HubSettings settings)
    {
        if (!AreListened(settings.Urls))
        {
            yield return new(
                nameof(HubSettings.Urls),
                ("cần địa chỉ dạng http://127.0.0.1:5080, nhiều địa chỉ cách nhau bằng dấu “;”; TLS do máy chủ proxy phía trước đảm nhiệm.",
                "it takes addresses such as http://127.0.0.1:5080, parted by “;”; TLS is the proxy's in front of it."));
        }
    }

    private static IEnumerable<SettingsFault> Intake(IntakeSettings intake)
    {
        if (intake.MaxBodyBytes < intake.MaxEventBytes)
        {
            yield return new("Intake:MaxBodyBytes", ("phải lớn hơn hoặc bằng Intake:MaxEventBytes.", "must not be less than Intake:MaxEventBytes."));
        }
    }

    private static IEnumerable<SettingsFault> Lanes(HubSettings settings)
    {
        var known = settings.Wings.Parties.Lanes;
        var unknown = from name in settings.Lanes.Keys
                      where !known.Contains(name)
                      select SettingsFaults.Unknown($"Lanes:{name}", "Lanes", Nearest.Of(name, known));
        var impatient = from lane in settings.Lanes
                        where lane.Value.Ladder.Any(step => step <= TimeSpan.Zero)
                        select new SettingsFault($"Lanes:{lane.Key}:Ladder", ("mỗi bậc phải lớn hơn 0.", "every step must be longer than zero."));
        return unknown.Concat(impatient);
    }

    private static IEnumerable<SettingsFault> Parties(HubSettings settings) =>
        from party in settings.Wings.Parties.All
        from fault in party.Check(settings.OptionsOf(party))
        select new SettingsFault(fault.Setting, fault.Text);

    private static IEnumerable<SettingsFault> WorkingDays(HubSettings settings)
    {
        try
        {
            _ = settings.Calendar();
            return [];
        }
        catch (FormatException wrong)
        {
            return [new SettingsFault("WorkingDays", Bilingual.Parse(wrong.Message))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new SettingsFault("WorkingDays", ($"không đọc được tệp “{settings.WorkingDays}”.", $"the file “{settings.WorkingDays}” cannot be read."))];
        }
    }

    private static IEnumerable<SettingsFault> Engines(HubSettings settings)
    {
        if (settings is { Store: StoreKind.Postgres, Postgres: null })
        {
            yield return SettingsFaults.Missing("Postgres:ConnectionString");
        }

        if (settings is { Transport: TransportKind.RabbitMq, RabbitMq: null })
        {
            yield return SettingsFaults.Missing("RabbitMq:Uri");
        }

        if (settings is { Transport: TransportKind.ServiceBus, ServiceBus: null })
        {
            yield return SettingsFaults.Missing("ServiceBus:Namespace");
        }

        foreach (var (setting, vietnamese, english) in settings.ServiceBus is { } bus ? ServiceBusOptionsCheck.Check(bus) : [])
        {
            yield return new(setting, (vietnamese, english));
        }
    }

    private static IEnumerable<SettingsFault> Audit(AuditSettings audit)
    {
        if (audit.HeadSyslog is { } syslog && !AuditSettings.IsSyslog(syslog))
        {
            yield return new("Audit:HeadSyslog", ("cần udp://MÁY:514 hoặc đường dẫn của socket, như /dev/log.", "it takes udp://HOST:514, or the path of a socket such as /dev/log."));
        }
    }

    // A broker's address is read by the same rule as any other, so who speaks HTTP says so here.
    private static IEnumerable<SettingsFault> Addresses(HubSettings settings) =>
        from address in new (string Name, Uri? Value)[]
        {
            ("Auth:Oidc:Authority", settings.Auth.Oidc?.Authority), ("Telemetry:OtlpEndpoint", settings.Telemetry.OtlpEndpoint),
        }
        where address.Value is { Scheme: not ("http" or "https") }
        select new SettingsFault(address.Name, ("cần địa chỉ http hoặc https.", "it takes an http or https address."));

    private static IEnumerable<SettingsFault> Authority(AuthSettings auth)
    {
        if (auth.Oidc is { RequireHttps: true, Authority: { } authority } && authority.Scheme != Uri.UriSchemeHttps)
        {
            yield return new("Auth:Oidc:Authority", ("cần địa chỉ https.", "it takes an https address."));
        }
    }

    private static IEnumerable<SettingsFault> Roles(HubSettings settings) =>
        from pair in settings.Auth.RoleMap
        where !settings.Wings.Roles.Contains(pair.Value)
        select new SettingsFault(
            $"Auth:RoleMap:{pair.Key}", ($"vai trò phải là một trong: {string.Join(", ", settings.Wings.Roles)}.", $"the role must be one of: {string.Join(", ", settings.Wings.Roles)}."));

    private static IEnumerable<SettingsFault> SigningKeys(AuthSettings auth)
    {
        for (var i = 0; i < auth.SigningKeys.Count; i++)
        {
            var key = auth.SigningKeys[i];
            if (key.SecretBase64 is null == key.PublicPem is null)
            {
                yield return new($"Auth:SigningKeys:{i}", ("cần đúng một trong hai: SecretBase64 hoặc PublicPem.", "it takes exactly one of SecretBase64 and PublicPem."));
            }
            else if (key.SecretBase64 is { } secret && !IsLongEnough(secret))
            {
                yield return new($"Auth:SigningKeys:{i}:SecretBase64", ("cần Base64 của ít nhất 32 byte ngẫu nhiên.", "it takes Base64 of at least 32 random bytes."));
            }
            else if (key.PublicPem is { } pem && !IsRsa(pem))
            {
                yield return new($"Auth:SigningKeys:{i}:PublicPem", ("cần khóa công khai RSA dạng PEM, ít nhất 2048 bit.", "it takes an RSA public key as PEM, of at least 2048 bits."));
            }
        }
    }

    private static bool IsLongEnough(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= MinSecretBytes;
    }

    private static bool IsRsa(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= 2048;
        }
        catch (Exception notRsa) when (notRsa is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}

using System.Net;
using Hub.Core.Parties;
using Hub.Core.Trust;
using Hub.Payments.References;

namespace Hub.Payments.Settings;

/// <summary>Every fault of the settings with the full name of its setting, <c>Payments:…</c>; secrets are never shown.</summary>
public static class PaymentsOptionsCheck
{
    private const int MostName = 40;
    private const int MostAfter = 10;

    public static IEnumerable<OptionFault> Check(PaymentsOptions options)
    {
        if (!PaymentReference.IsPrefix(options.Prefix))
        {
            yield return new("Payments:Prefix", ("phải gồm 3–8 chữ hoa A-Z hoặc chữ số, bắt đầu bằng chữ.", "must be 3 to 8 capitals and digits, beginning with a letter."));
        }

        if (options.RequestLifetime <= TimeSpan.Zero || options.RequestLifetime > TimeSpan.FromDays(3650))
        {
            yield return new("Payments:RequestLifetime", ("phải lớn hơn 0 và không quá 10 năm.", "must be above zero and at most ten years."));
        }

        if (options.FolderEvery < TimeSpan.FromSeconds(0.1))
        {
            yield return new("Payments:FolderEvery", ("phải từ 0,1 giây.", "must be 0.1 seconds or more."));
        }

        if ((options.VietQr.Username.Length == 0) != (options.VietQr.Password.Length == 0) || options.VietQr.Username.Contains(':', StringComparison.Ordinal))
        {
            yield return new("Payments:VietQr:Username", ("cần cả Username (không có dấu ':') và Password.", "Username (without ':') and Password must both be given."));
        }

        foreach (var fault in Platform(options.Platform))
        {
            yield return fault;
        }

        foreach (var fault in options.Expected.SelectMany((expected, i) => Check(expected, $"Payments:Expected:{i}")))
        {
            yield return fault;
        }

        if (options.Expected.GroupBy(expected => expected.Source, StringComparer.Ordinal).FirstOrDefault(same => same.Key.Length > 0 && same.Count() > 1) is { } twice)
        {
            yield return new("Payments:Expected", ($"{twice.Key} được nêu hai lần.", $"names {twice.Key} twice."));
        }

        foreach (var (name, hmac) in options.Hmac)
        {
            if (name.Length is 0 or > MostName || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-'))
            {
                yield return new($"Payments:Hmac:{name}", ("tên chỉ gồm chữ thường a-z, số và '-', tối đa 40 ký tự.", "the name has lower-case letters a-z, digits and '-', up to 40 characters."));
            }
            else if (string.IsNullOrWhiteSpace(hmac.Secret))
            {
                yield return new($"Payments:Hmac:{name}:Secret", ("cần khóa bí mật, đặt bằng biến môi trường.", "must be given, by an environment variable."));
            }
        }

        for (var i = 0; i < options.Accounts.Count; i++)
        {
            var account = options.Accounts[i];
            if (account.Bin.Length != 6 || !account.Bin.All(char.IsAsciiDigit))
            {
                yield return new($"Payments:Accounts:{i}:Bin", ("phải là 6 chữ số.", "must be six digits."));
            }

            if (account.Number.Length is 0 or > 19 || !account.Number.All(char.IsAsciiLetterOrDigit))
            {
                yield return new($"Payments:Accounts:{i}:Number", ("phải gồm 1–19 chữ cái không dấu hoặc chữ số.", "must be 1 to 19 letters and digits."));
            }

            if (string.IsNullOrWhiteSpace(account.Holder))
            {
                yield return new($"Payments:Accounts:{i}:Holder", ("cần tên chủ tài khoản.", "must be given: the holder's name."));
            }
        }
    }

    private static IEnumerable<OptionFault> Platform(PlatformOptions platform)
    {
        for (var i = 0; i < platform.OpenNetworks.Count; i++)
        {
            if (Networks.Parse(platform.OpenNetworks[i]) is not { PrefixLength: > 0 })
            {
                yield return new($"Payments:Platform:OpenNetworks:{i}", ("phải là một địa chỉ IP hoặc mạng CIDR, không phải mọi địa chỉ.", "must be an IP address or a CIDR network, and not every address."));
            }
        }

        if (platform.Url is null)
        {
            yield break;
        }

        // What is sent is signed and not secret by itself; the token is.
        if (platform.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" } || platform.Url.UserInfo.Length > 0 || platform.Url.Fragment.Length > 0)
        {
            yield return new("Payments:Platform:Url", ("cần địa chỉ http(s) tuyệt đối, không có tài khoản hay '#'.", "must be an absolute http(s) address, without an account and without '#'."));
        }

        if (platform.Partner.Trim().Length == 0 || platform.Partner.Contains('|', StringComparison.Ordinal))
        {
            yield return new("Payments:Platform:Partner", ("cần mã đối tác (MaDoiTac), không có dấu '|', khi có Url.", "must be given with Url: the partner's code (MaDoiTac), without '|'."));
        }

        if (string.IsNullOrWhiteSpace(platform.Secret))
        {
            yield return new("Payments:Platform:Secret", ("cần khóa bí mật khi có Url, đặt bằng biến môi trường.", "must be given with Url, by an environment variable."));
        }

        if (!IPAddress.TryParse(platform.Ip, out _))
        {
            yield return new("Payments:Platform:Ip", ("phải là địa chỉ IP.", "must be an IP address."));
        }

        if (platform.Token.Any(letter => letter is <= ' ' or > '~'))
        {
            yield return new("Payments:Platform:Token", ("chỉ gồm ký tự ASCII, không có khoảng trắng.", "has ASCII characters only and no blanks."));
        }

        if (platform.Timeout < TimeSpan.FromSeconds(1) || platform.Timeout > TimeSpan.FromMinutes(5))
        {
            yield return new("Payments:Platform:Timeout", ("phải từ 1 giây đến 5 phút.", "must be 1 second to 5 minutes."));
        }

        if (platform.QueryFor < TimeSpan.FromHours(1) || platform.QueryFor > TimeSpan.FromDays(366))
        {
            yield return new("Payments:Platform:QueryFor", ("phải từ 1 giờ đến 366 ngày.", "must be 1 hour to 366 days."));
        }
    }

    private static IEnumerable<OptionFault> Check(ExpectedOptions expected, string path)
    {
        if ((expected.Account.Length == 0) == (expected.Terminal.Length == 0))
        {
            yield return new($"{path}:Account", ("cần đúng một trong hai: Account hoặc Terminal.", "needs either Account or Terminal, not both."));
        }

        if (expected.Source.Length > MostName)
        {
            yield return new($"{path}:{(expected.IsTerminal ? "Terminal" : "Account")}", ($"tối đa {MostName} ký tự.", $"has at most {MostName} characters."));
        }

        if (expected.After is < 0 or > MostAfter)
        {
            yield return new($"{path}:After", ($"phải từ 0 đến {MostAfter} ngày.", $"must be 0 to {MostAfter} days."));
        }

        if (expected.From.Year < 2000)
        {
            yield return new($"{path}:From", ("cần ngày đầu tiên phải có tệp (yyyy-MM-dd).", "must be given: the first day whose file is expected (yyyy-MM-dd)."));
        }
    }
}

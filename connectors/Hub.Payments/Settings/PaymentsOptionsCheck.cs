using Hub.Core.Parties;
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

using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hub.Core.Parties;
using Hub.Postal.Consignments;
using Microsoft.Extensions.Options;

namespace Hub.Postal.Settings;

/// <summary>Every fault of the settings with the full name of its setting, <c>Post:…</c>; secrets are never shown.</summary>
public static partial class PostalOptionsCheck
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);

    public static IReadOnlyList<OptionFault> Check(PostalOptions options)
    {
        var faults = new List<OptionFault>();
        foreach (var (name, party) in options.Operators)
        {
            faults.AddRange(Operator(name, party).Select(fault => fault with { Setting = $"Post:Operators:{name}{fault.Setting}" }));
        }

        for (var i = 0; i < options.Rules.Count; i++)
        {
            var at = $"Post:Rules:{i}";
            faults.AddRange(Rule(options.Rules[i], options).Select(fault => fault with { Setting = $"{at}{fault.Setting}" }));
        }

        faults.AddRange(Times(options));
        return faults;
    }

    private static IEnumerable<OptionFault> Operator(string name, PostalOperatorOptions party)
    {
        if (!Name().IsMatch(name) || name.Length > 40)
        {
            yield return new("", ("tên chỉ gồm chữ thường a-z, số và '-', tối đa 40 ký tự.", "the name has lower-case letters a-z, digits and '-', up to 40 characters."));
        }

        if (!PostalDialectNames.All.Contains(party.Dialect))
        {
            var all = string.Join(", ", PostalDialectNames.All);
            yield return new(":Dialect", ($"phải là một trong: {all}.", $"must be one of: {all}."));
        }
        else if (party.Dialect != PostalDialectNames.Desk)
        {
            if (party.BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" } address || !address.AbsoluteUri.EndsWith('/'))
            {
                yield return new(":BaseAddress", ("cần địa chỉ http(s) tuyệt đối kết thúc bằng '/'.", "must be an absolute http(s) address that ends with '/'."));
            }

            if (party.CustomerCode.Trim().Length == 0)
            {
                yield return new(":CustomerCode", ("cần mã khách hàng do đơn vị bưu chính cấp.", "must be given: the customer code that the operator assigned."));
            }

            var (account, secret) = party.Dialect == PostalDialectNames.MyVnPost ? ("Username", "Password") : ("Key", "Secret");
            if ((party.Dialect == PostalDialectNames.MyVnPost ? party.Username : party.Key).Length == 0)
            {
                yield return new($":{account}", ("cần tài khoản do đơn vị bưu chính cấp.", "must be given: the account that the operator assigned."));
            }

            if ((party.Dialect == PostalDialectNames.MyVnPost ? party.Password : party.Secret).Length == 0)
            {
                yield return new($":{secret}", ("cần mật khẩu, đặt bằng biến môi trường.", "must be given, by an environment variable."));
            }
        }

        foreach (var (code, state) in party.Codes)
        {
            if (state is not ("" or "-") && !ConsignmentStates.TryParse(state, out _))
            {
                var all = string.Join(", ", ConsignmentStates.Names);
                yield return new($":Codes:{code}", ($"phải là một trong: {all}; '-' khi mã không nói gì về trạng thái; để trống để bỏ mã.", $"must be one of: {all}; '-' for a code that says nothing of the state; empty to take it out."));
            }
        }

        foreach (var (code, reason) in party.Reasons)
        {
            if (!PostalReasons.All.ContainsKey(reason))
            {
                var all = string.Join(", ", PostalReasons.All.Keys.Order(StringComparer.Ordinal));
                yield return new($":Reasons:{code}", ($"phải là một trong: {all}.", $"must be one of: {all}."));
            }
        }

        if (party.PickupFee.Length > 0 && !FeeWords.All.Contains(party.PickupFee))
        {
            var all = string.Join(", ", FeeWords.All);
            yield return new(":PickupFee", ($"phải là một trong: {all}; bỏ mục này để theo giao thức.", $"must be one of: {all}; leave it out for the dialect's own."));
        }

        if (party.WebhookKey is { } pem && !IsRsa(pem))
        {
            yield return new(":WebhookKey", ("cần khóa công khai RSA dạng PEM, ít nhất 2048 bit.", "it takes an RSA public key as PEM, of at least 2048 bits."));
        }

        if (party.DailyCapacity is < 1)
        {
            yield return new(":DailyCapacity", ("phải từ 1; bỏ mục này khi không giới hạn.", "must be 1 or more; leave it out where there is no limit."));
        }

        if (party.RangeLowWater < 0)
        {
            yield return new(":RangeLowWater", ("không được âm.", "must not be negative."));
        }

        if (party.RangeFetch is < 0 or > WaybillRange.MaxQuantity || (party.RangeFetch > 0 && party.Dialect != PostalDialectNames.Lgsp))
        {
            yield return new(":RangeFetch", ($"phải từ 0 đến {WaybillRange.MaxQuantity}; lớn hơn 0 chỉ với lgsp.", $"must be from 0 to {WaybillRange.MaxQuantity}; more than 0 only with lgsp."));
        }

        if (((TimeSpan[])[party.Timeouts.Connect, party.Timeouts.Login, party.Timeouts.Read, party.Timeouts.Write]).Any(time => time <= TimeSpan.Zero || time > TimeSpan.FromSeconds(60)))
        {
            yield return new(":Timeouts", ("mỗi thời hạn phải lớn hơn 0 và không quá 1 phút.", "each must be longer than zero and no longer than a minute."));
        }

        if (party.DoubtGrace < TimeSpan.Zero || party.DoubtGrace > TimeSpan.FromHours(24))
        {
            yield return new(":DoubtGrace", ("phải từ 0 đến 24 giờ.", "it must be from zero to 24 hours."));
        }

        if (party.FeedEvery < Shortest || party.PollEvery < Shortest || party.PollCeiling < party.PollEvery)
        {
            yield return new(":PollEvery", ("FeedEvery và PollEvery phải từ 0,1 giây, PollCeiling không ngắn hơn PollEvery.", "FeedEvery and PollEvery must be a tenth of a second or more, PollCeiling no shorter than PollEvery."));
        }
    }

    private static IEnumerable<OptionFault> Rule(PostalRule rule, PostalOptions options)
    {
        if (rule.Operators.Count == 0)
        {
            yield return new(":Operators", ("cần ít nhất một đơn vị bưu chính.", "needs one operator or more."));
        }

        foreach (var name in rule.Operators.Where(name => !options.Operators.ContainsKey(name)))
        {
            yield return new(":Operators", ($"'{name}' không có trong Post:Operators.", $"'{name}' is not in Post:Operators."));
        }

        foreach (var code in rule.Provinces.Where(code => !Province().IsMatch(code)))
        {
            yield return new(":Provinces", ($"'{code}' không phải mã tỉnh hai chữ số.", $"'{code}' is no province code of two digits."));
        }

        foreach (var code in rule.Communes.Where(code => !Commune().IsMatch(code)))
        {
            yield return new(":Communes", ($"'{code}' không phải mã xã năm chữ số.", $"'{code}' is no commune code of five digits."));
        }

        if (rule.MaxPapers is < 1 || rule.MaxFee is < 0)
        {
            yield return new("", ("MaxPapers phải từ 1, MaxFee không được âm.", "MaxPapers must be 1 or more, MaxFee must not be negative."));
        }
    }

    private static IEnumerable<OptionFault> Times(PostalOptions options)
    {
        foreach (var state in Enum.GetValues<ConsignmentState>())
        {
            if (options.Silence.DaysOf(state) is < 1 or > 60)
            {
                yield return new($"Post:Silence:{state}", ("phải từ 1 đến 60 ngày làm việc.", "must be 1 to 60 working days."));
            }
        }

        var deadlines = options.Deadlines;
        if (((int[])[deadlines.LostAnswered, deadlines.ReturnArranged, deadlines.Task]).Any(days => days is < 1 or > 60))
        {
            yield return new("Post:Deadlines", ("mỗi hạn phải từ 1 đến 60 ngày làm việc.", "each must be 1 to 60 working days."));
        }

        if (options.PersonPause < TimeSpan.FromSeconds(1) || options.WatchEvery < TimeSpan.FromSeconds(1))
        {
            yield return new("Post:PersonPause", ("PersonPause và WatchEvery phải từ 1 giây.", "PersonPause and WatchEvery must be a second or more."));
        }
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

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*\\z")]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9]{2}\\z")]
    private static partial Regex Province();

    [GeneratedRegex("^[0-9]{5}\\z")]
    private static partial Regex Commune();
}

/// <summary>Refuses wrong settings at start.</summary>
public sealed class PostalOptionsValidator : IValidateOptions<PostalOptions>
{
    public ValidateOptionsResult Validate(string? name, PostalOptions options)
    {
        var faults = PostalOptionsCheck.Check(options);
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{fault.Setting}: {fault.Text}"));
    }
}

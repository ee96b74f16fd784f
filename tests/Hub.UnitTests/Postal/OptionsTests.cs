using Hub.Postal.Booking;
using Hub.Postal.Consignments;
using Hub.Postal.Places;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

public sealed class OptionsTests
{
    private static readonly PostalOperatorOptions Good = new()
    {
        Dialect = "ngsp",
        BaseAddress = new Uri("http://post.test/"),
        CustomerCode = "H40DEMO",
        Key = "k",
        Secret = "s3cret-value",
    };

    public static TheoryData<string, PostalOptions> Bad => new()
    {
        { "Post:Operators:VN Post", Of(Good, "VN Post") },
        { "Post:Operators:vnpost:Dialect", Of(Good with { Dialect = "morse" }) },
        { "Post:Operators:vnpost:BaseAddress", Of(Good with { BaseAddress = new Uri("http://post.test/x") }) },
        { "Post:Operators:vnpost:CustomerCode", Of(Good with { CustomerCode = " " }) },
        { "Post:Operators:vnpost:Key", Of(Good with { Key = "" }) },
        { "Post:Operators:vnpost:Secret", Of(Good with { Secret = "" }) },
        { "Post:Operators:vnpost:Username", Of(Good with { Dialect = "myvnpost", Password = "s3cret-value" }) },
        { "Post:Operators:vnpost:Codes:7", Of(Good with { Codes = new Dictionary<string, string> { ["7"] = "flying" } }) },
        { "Post:Operators:vnpost:Reasons:7", Of(Good with { Reasons = new Dictionary<string, string> { ["7"] = "no-mood" } }) },
        { "Post:Operators:vnpost:PickupFee", Of(Good with { PickupFee = "later" }) },
        { "Post:Operators:vnpost:PollEvery", Of(Good with { FeedEvery = TimeSpan.FromMilliseconds(99) }) },
        { "Post:Operators:vnpost:PollEvery", Of(Good with { PollEvery = TimeSpan.FromMilliseconds(99) }) },
        { "Post:Operators:vnpost:WebhookKey", Of(Good with { WebhookKey = "s3cret-value" }) },
        { "Post:Operators:vnpost:DailyCapacity", Of(Good with { DailyCapacity = 0 }) },
        { "Post:Operators:vnpost:Timeouts", Of(Good with { Timeouts = new PostalTimeouts { Read = TimeSpan.Zero } }) },
        { "Post:Rules:0:Operators", Of(Good) with { Rules = [new PostalRule { Operators = ["nobody"] }] } },
        { "Post:Rules:0:Provinces", Of(Good) with { Rules = [new PostalRule { Operators = ["vnpost"], Provinces = ["1"] }] } },
        { "Post:Silence:InTransit", Of(Good) with { Silence = new PostalSilence { InTransit = 0 } } },
        { "Post:Deadlines", Of(Good) with { Deadlines = new PostalDeadlines { Task = 0 } } },
    };

    [Fact]
    public void Good_settings_pass() => Assert.True(new PostalOptionsValidator().Validate(
        null, Of(Good with { Codes = new Dictionary<string, string> { ["28"] = "-", ["9"] = "", ["70"] = "in-transit" } })).Succeeded);

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_wrong_setting_names_itself_in_both_languages_and_shows_no_secret(string name, PostalOptions options)
    {
        var failures = new PostalOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.StartsWith($"{name}: ", Assert.Single(failures), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failures[0], StringComparison.Ordinal);
        Assert.Contains(" / ", failures[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_fits_by_place_direction_service_papers_and_fee()
    {
        var consignment = new PostScene().Booked() with { Papers = [new PostalPaper("p", "Giấy", 3, "original")], FeeToCollect = 8000, Service = "express" };
        var here = new FoundPlace("01", "00004");

        Assert.True(Fits(new PostalRule { Provinces = ["01"], Communes = ["00004"], Direction = PostalDirection.Pickup, Services = ["express"], MaxPapers = 3, MaxFee = 8000 }));
        Assert.False(Fits(new PostalRule { Provinces = ["42"] }));
        Assert.False(Fits(new PostalRule { Communes = ["00008"] }));
        Assert.False(Fits(new PostalRule { Direction = PostalDirection.Delivery }));
        Assert.False(Fits(new PostalRule { Services = ["slow"] }));
        Assert.False(Fits(new PostalRule { MaxPapers = 2 }));
        Assert.False(Fits(new PostalRule { MaxFee = 7999 }));

        bool Fits(PostalRule rule) => OperatorChoice.Fits(rule, consignment, here);
    }

    private static PostalOptions Of(PostalOperatorOptions party, string name = "vnpost") => new() { Operators = new Dictionary<string, PostalOperatorOptions> { [name] = party } };
}

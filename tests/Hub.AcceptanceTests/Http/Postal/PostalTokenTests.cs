using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

/// <summary>Staff of the post who come with tokens of an identity provider: what they see follows from the claims.</summary>
public sealed class PostalTokenTests(PostalTokenTests.TokenPost hub) : IClassFixture<PostalTokenTests.TokenPost>
{
    [Fact]
    public async Task A_token_is_bound_to_the_operator_and_the_office_of_its_claims()
    {
        var (own, other) = (await hub.BookAsync(PostalDirection.Pickup, c => c with { Office = "100000" }), await hub.BookAsync(PostalDirection.Pickup, c => c with { Office = "200000" }));
        var an = Staff("an", "vnpost", "100000");

        var claimed = await hub.ActAsync(an, own, "claim", Claim("token-1"));

        Assert.Equal((200, "token:an"), (claimed.Status, (await hub.ReadAsync(own)).ClaimedBy));
        Assert.Equal(404, (await hub.ActAsync(an, other, "claim", Claim("token-2"))).Status);
        Assert.Equal(404, (await hub.GetAsync(Path(other), an)).Status);
        var jobs = (await hub.GetAsync("/postal/jobs?limit=1000", an)).Text;
        Assert.Equal((true, false), (jobs.Contains(own.Number, StringComparison.Ordinal), jobs.Contains(other.Number, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_an_office_it_is_of_all_offices_of_its_operator_and_of_no_other_operator()
    {
        var (own, other) = (await hub.BookAsync(PostalDirection.Pickup, c => c with { Office = "200000" }), await hub.BookAsync(PostalDirection.Pickup, c => c with { Operator = "swift" }));
        var dispatcher = Staff("dispatcher", "vnpost", null);

        Assert.Equal((200, 404), ((await hub.GetAsync(Path(own), dispatcher)).Status, (await hub.GetAsync(Path(other), dispatcher)).Status));
        Assert.Equal((404, 200), ((await hub.GetAsync(Path(own), Staff("quick", "swift", null))).Status, (await hub.GetAsync(Path(other), Staff("quick", "swift", null))).Status));
        Assert.Equal(404, (await hub.GetAsync(Path(own), Staff("stranger", "nobody", null))).Status);
    }

    [Theory]
    [InlineData("\"roles\":[\"postal-operator\"]")]
    [InlineData("\"roles\":[\"postal-operator\"],\"postal_operator\":\"\"")]
    [InlineData("\"roles\":[\"postal-operator\"],\"postal_office\":\"100000\"")]
    [InlineData("\"roles\":[\"postal-operator\"],\"postal_operator\":\" \"")]
    [InlineData("\"roles\":[\"postal-operator\"],\"postal_operator\":\"vnpost\",\"postal_office\":\"\"")]
    [InlineData("\"roles\":[\"postal-operator\"],\"postal_operator\":\"vnpost\",\"postal_office\":\" \"")]
    [InlineData("\"roles\":[],\"postal_operator\":\"vnpost\"")]
    [InlineData("\"roles\":[\"operator\"],\"postal_operator\":\"vnpost\"")]
    public async Task Without_the_role_or_without_an_operator_it_is_nobodys_staff(string claims)
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);
        var token = HandToken.Of(claims);

        Assert.Equal((403, "forbidden"), ((await hub.GetAsync("/postal/jobs", token)).Status, (await hub.GetAsync("/postal/jobs", token)).Problem));
        Assert.Equal(403, (await hub.ActAsync(token, job, "claim", Claim("token-9"))).Status);
        Assert.Null((await hub.ReadAsync(job)).ClaimedBy);
    }

    [Fact]
    public async Task The_other_roles_of_such_a_token_stay()
    {
        var token = HandToken.Of("\"roles\":[\"postal-operator\",\"operator\"]");

        Assert.Equal((200, 403), ((await hub.GetAsync("/lanes", token)).Status, (await hub.GetAsync("/postal/jobs", token)).Status));
    }

    private static string Staff(string subject, string carrier, string? office) => HandToken.Of(
        $"\"roles\":[\"postal-operator\"],\"postal_operator\":\"{carrier}\"{(office is null ? "" : $",\"postal_office\":\"{office}\"")}", subject: subject);

    private static string Claim(string actId) => $$"""{"actId":"{{actId}}","at":"{{PostHub.Time(TimeSpan.Zero)}}"}""";

    private static string Path(Consignment of) => $"/postal/jobs/{Uri.EscapeDataString(of.Number)}";

    public sealed class TokenPost : PostHub
    {
        protected override string[] Settings => [.. base.Settings, HandToken.Setting];
    }
}

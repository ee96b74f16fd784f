using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>A rule names two operators: the next is asked only while surely nothing was booked at the one before.</summary>
public sealed class FailoverTests(FailoverTests.TwoOperators centre) : IClassFixture<FailoverTests.TwoOperators>
{
    private const string Nobody = "away";

    [Fact]
    public async Task An_operator_that_cannot_be_reached_is_passed_over()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261120-8601");

        Assert.Equal(PostCentre.Operator, booked.Operator);
        Assert.Equal(1, await centre.BookingsAsync(booked.Number));
        Assert.Contains(await centre.Consignments.RecordsAsync(booked.Number, default), record => record.Code == "not-booked");
    }

    [Theory]
    [InlineData("701")]
    [InlineData("702")]
    [InlineData("703")]
    public async Task Where_a_booking_may_have_had_its_effect_nobody_else_is_asked(string magic)
    {
        var booked = await centre.BookedAsync(PostCentre.Dossier(magic, 20));

        Assert.Equal((PostCentre.Operator, ConsignmentState.Booked), (booked.Operator, booked.State));
        Assert.Equal((1, 0), (await centre.BookingsAsync(booked.Number), await centre.CountAsync("orders", "b")));
    }

    /// <summary>First one at whose address nobody listens, then one that answers, then another that would.</summary>
    public sealed class TwoOperators : PostCentre
    {
        public override string Dialect => "a";

        protected override IEnumerable<string> Operators =>
        [
            .. Speaking(Nobody, "a"),
            $"--Post:Operators:{Nobody}:BaseAddress=http://127.0.0.1:1/",
            .. Speaking(Operator, "a"),
            .. Speaking("other", "b"),
            $"--Post:Rules:0:Operators:0={Nobody}",
            $"--Post:Rules:0:Operators:1={Operator}",
            "--Post:Rules:0:Operators:2=other",
        ];
    }
}

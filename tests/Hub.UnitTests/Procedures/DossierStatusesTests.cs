using Hub.Core.Dossiers;
using Xunit;

namespace Hub.UnitTests.Procedures;

public sealed class DossierStatusesTests
{
    private static readonly DossierStatus[] All = Enum.GetValues<DossierStatus>();

    [Theory]
    [InlineData(1, "registered", false)]
    [InlineData(2, "received", false)]
    [InlineData(3, "refused", true)]
    [InlineData(4, "processing", false)]
    [InlineData(5, "supplement-required", false)]
    [InlineData(6, "payment-required", false)]
    [InlineData(7, "withdrawn", true)]
    [InlineData(8, "stopped", true)]
    [InlineData(9, "completed", false)]
    [InlineData(10, "returned", true)]
    public void The_ten_statuses_have_the_portals_numbers_and_names_both_ways(int number, string name, bool isTerminal)
    {
        var status = (DossierStatus)number;
        Assert.Equal((name, isTerminal), (status.Name(), status.IsTerminal()));
        Assert.True(DossierStatuses.TryParse(name, out var parsed));
        Assert.Equal(status, parsed);
        Assert.NotEmpty(status.Text().Vi);
        Assert.NotEmpty(status.Text().En);
    }

    [Fact]
    public void There_are_ten_and_no_two_share_a_word()
    {
        Assert.Equal(Enumerable.Range(1, 10), All.Select(s => (int)s));
        Assert.Equal(All.Select(s => s.Name()).Order(), DossierStatuses.Canonical.Keys.Order());
        Assert.Equal(10, All.Select(s => s.Text().Vi).Distinct().Count());
        Assert.Equal(10, All.Select(s => s.Text().En).Distinct().Count());
    }

    [Theory]
    [InlineData("Received")]
    [InlineData("2")]
    [InlineData("")]
    public void No_other_word_is_a_status(string name) => Assert.False(DossierStatuses.TryParse(name, out _));

    [Fact]
    public void Every_move_stays_among_the_ten_and_a_terminal_status_leads_nowhere()
    {
        foreach (var from in All)
        {
            Assert.True(from.CanMoveTo(from));
            var next = All.Where(to => to != from && from.CanMoveTo(to)).ToList();
            Assert.Equal(from.IsTerminal(), next.Count == 0);
            Assert.DoesNotContain(DossierStatus.Registered, next);
        }
    }

    [Fact]
    public void From_every_status_an_end_is_in_reach_and_every_status_from_the_first()
    {
        HashSet<DossierStatus> Reach(DossierStatus from)
        {
            var reached = new HashSet<DossierStatus> { from };
            for (var grown = true; grown;)
            {
                grown = All.Where(to => reached.Any(at => at.CanMoveTo(to))).ToList().Exists(reached.Add);
            }

            return reached;
        }

        Assert.Equal(10, Reach(DossierStatus.Registered).Count);
        Assert.All(All, from => Assert.Contains(Reach(from), DossierStatuses.IsTerminal));
    }

    [Theory]
    [InlineData(DossierStatus.Registered, DossierStatus.Completed)]
    [InlineData(DossierStatus.Refused, DossierStatus.Received)]
    [InlineData(DossierStatus.Returned, DossierStatus.Processing)]
    [InlineData(DossierStatus.Completed, DossierStatus.Processing)]
    public void A_dossier_neither_leaps_nor_turns_back(DossierStatus from, DossierStatus to) => Assert.False(from.CanMoveTo(to));
}

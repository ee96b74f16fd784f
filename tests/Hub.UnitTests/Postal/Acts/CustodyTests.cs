using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;
using static Hub.Postal.Consignments.Holder;

namespace Hub.UnitTests.Postal.Acts;

public sealed class CustodyTests
{
    private const string Item = PostScene.Dossier + "/p-1";
    private readonly ActScene _scene = new();

    [Fact]
    public void A_whole_chain_holds_and_has_no_gap()
    {
        var chain = Assert.Single(CustodyCheck.Of(Chain((Citizen, Postman), (Postman, Clerk), (Clerk, Postman), (Postman, Citizen)), []));

        Assert.Equal((Item, true, Citizen, 0), (chain.Item, chain.Holds, chain.Holder!.Value, chain.Faults.Count));
    }

    [Fact]
    public void A_changed_link_breaks_the_chain_and_leaves_the_holder_unknown()
    {
        var links = Chain((Citizen, Postman), (Postman, Clerk), (Clerk, Postman));
        links[1] = links[1] with { By = "somebody else" };

        var chain = Assert.Single(CustodyCheck.Of(links, []));

        Assert.Equal((false, null), (chain.Holds, chain.Holder));
        Assert.Equal(("break", 2), (Assert.Single(chain.Faults).Kind, chain.Faults[0].No));
    }

    [Fact]
    public void A_link_that_was_written_anew_breaks_the_next()
    {
        var links = Chain((Citizen, Postman), (Postman, Clerk), (Clerk, Postman));
        var forged = links[0] with { By = "somebody else" };
        links[0] = forged with { Hash = forged.Digest() };

        Assert.Equal(("break", 2), One(Assert.Single(CustodyCheck.Of(links, []))));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void A_link_that_is_missing_is_named(int index, int no)
    {
        var links = Chain((Citizen, Postman), (Postman, Clerk), (Clerk, Postman));
        links.RemoveAt(index);

        Assert.Contains(Assert.Single(CustodyCheck.Of(links, [])).Faults, fault => fault.Kind is "break" && fault.No == no);
    }

    [Fact]
    public void Whoever_gives_what_he_did_not_have_shows_a_gap()
    {
        var chain = Assert.Single(CustodyCheck.Of(Chain((Citizen, Postman), (Clerk, Postman)), []));

        Assert.Equal((true, Postman), (chain.Holds, chain.Holder));
        Assert.Equal(("gap", 2), One(chain));
    }

    [Fact]
    public void A_postman_who_begins_a_chain_has_it_from_nobody_known()
    {
        Assert.Equal(("gap", 1), One(Assert.Single(CustodyCheck.Of(Chain((Postman, Citizen)), []))));
        Assert.Empty(Assert.Single(CustodyCheck.Of(Chain((Clerk, Postman)), [])).Faults);
    }

    [Fact]
    public void Who_had_it_when_is_judged_by_the_acts_own_times()
    {
        var first = CustodyLink.After(null, PostScene.Dossier, Item, Postman, Clerk, PostScene.Pickup, null, "k", _scene.Now, _scene.Now);
        var told = CustodyLink.After(first, PostScene.Dossier, Item, Citizen, Postman, PostScene.Pickup, null, "k", _scene.Now.AddHours(-5), _scene.Now.AddHours(1));

        var chain = Assert.Single(CustodyCheck.Of([first, told], []));

        Assert.Equal((true, Clerk, 0), (chain.Holds, chain.Holder!.Value, chain.Faults.Count));
    }

    [Fact]
    public void A_phone_whose_clock_is_ahead_makes_no_gap()
    {
        var ahead = CustodyLink.After(null, PostScene.Dossier, Item, Citizen, Postman, PostScene.Pickup, null, "k", _scene.Now.AddMinutes(9), _scene.Now);
        var next = CustodyLink.After(ahead, PostScene.Dossier, Item, Postman, Clerk, PostScene.Pickup, null, "k", _scene.Now.AddMinutes(3), _scene.Now.AddMinutes(3));

        var chain = Assert.Single(CustodyCheck.Of([ahead, next], []));

        Assert.Equal((Clerk, 0), (chain.Holder!.Value, chain.Faults.Count));
    }

    [Theory]
    [InlineData(PostalDirection.Pickup, PickedUp, "citizen gave it to the postman")]
    [InlineData(PostalDirection.Pickup, Lost, "citizen gave it to the postman")]
    [InlineData(PostalDirection.Pickup, Delivered, "postman gave it to the clerk")]
    [InlineData(PostalDirection.Pickup, Returned, "postman gave it to the citizen")]
    [InlineData(PostalDirection.Delivery, InTransit, "clerk gave it to the postman")]
    [InlineData(PostalDirection.Delivery, Delivered, "postman gave it to the citizen")]
    [InlineData(PostalDirection.Delivery, Returned, "postman gave it to the clerk")]
    public void What_the_post_says_to_have_and_nobody_scanned_is_a_gap(PostalDirection direction, ConsignmentState state, string missing)
    {
        var chains = CustodyCheck.Of([], [_scene.Put(direction, c => c with { State = state })]);

        Assert.Equal([Item, PostScene.Dossier + "/p-2"], chains.Select(chain => chain.Item));
        Assert.All(chains, chain =>
        {
            Assert.Equal((true, null), (chain.Holds, chain.Holder));
            Assert.Equal(("gap", 1), One(chain));
            Assert.EndsWith(missing + ".", chain.Faults[0].En, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(Requested)]
    [InlineData(Booked)]
    [InlineData(PickupAssigned)]
    [InlineData(PickupFailed)]
    [InlineData(Cancelled)]
    public void What_the_post_never_had_is_no_gap(ConsignmentState state) => Assert.Empty(CustodyCheck.Of([], [_scene.Put(change: c => c with { State = state })]));

    [Fact]
    public void A_removed_last_link_shows_by_the_state_of_the_consignment()
    {
        var pickup = _scene.Put(change: c => c with { State = Delivered, Papers = [c.Papers[0]] });

        Assert.Empty(Assert.Single(CustodyCheck.Of(Chain((Citizen, Postman), (Postman, Clerk)), [pickup])).Faults);
        Assert.Equal(("gap", 2), One(Assert.Single(CustodyCheck.Of(Chain((Citizen, Postman)), [pickup]))));
    }

    [Fact]
    public void One_missing_scan_between_two_consignments_is_one_gap()
    {
        var pickup = _scene.Put(change: c => c with { State = Delivered, Papers = [c.Papers[0]] });
        var delivery = _scene.Put(PostalDirection.Delivery, c => c with { State = PickedUp, Papers = [c.Papers[0]] });
        var first = Chain((Citizen, Postman))[0];
        var second = CustodyLink.After(first, PostScene.Dossier, Item, Clerk, Postman, delivery.Number, null, "k", _scene.Now.AddHours(9), _scene.Now.AddHours(9));

        Assert.Equal(("gap", 2), One(Assert.Single(CustodyCheck.Of([first, second], [pickup, delivery]))));
    }

    [Fact]
    public void An_envelope_whose_papers_nobody_listed_is_followed_as_one()
    {
        var made = _scene.Put(PostalDirection.Delivery, c => c with { Papers = [], State = PickedUp });

        Assert.Equal([PostScene.Dossier + "/D1"], CustodyWriter.Links([], made, null, Clerk, Postman, ActScene.An, _scene.Now, _scene.Now).Select(link => link.Item));
        Assert.Equal([PostScene.Dossier + "/D1"], CustodyCheck.Of([], [made]).Select(chain => chain.Item));
    }

    [Fact]
    public void A_change_of_hands_told_twice_is_one_link()
    {
        var pickup = _scene.Put();
        var first = CustodyWriter.Links([], pickup, ["p-1"], Citizen, Postman, ActScene.An, _scene.Now, _scene.Now);
        var again = CustodyWriter.Links(first, pickup, null, Citizen, Postman, ActScene.Binh, _scene.Now, _scene.Now);
        var next = CustodyWriter.Links([.. first, .. again], pickup, null, Postman, Clerk, ActScene.Centre, _scene.Now, _scene.Now);

        Assert.Equal(Item, Assert.Single(first).Item);
        Assert.Equal(PostScene.Dossier + "/p-2", Assert.Single(again).Item);
        Assert.Equal([(Item, 2), (PostScene.Dossier + "/p-2", 2)], next.Select(link => (link.Item, link.No)));
        Assert.Equal(first[0].Hash.ToArray(), next[0].Previous.ToArray());
    }

    private static (string, int) One(CustodyChain chain) => (Assert.Single(chain.Faults).Kind, chain.Faults[0].No);

    private List<CustodyLink> Chain(params (Holder From, Holder To)[] hands)
    {
        var links = new List<CustodyLink>();
        foreach (var (from, to) in hands)
        {
            var at = _scene.Now.AddHours(links.Count);
            links.Add(CustodyLink.After(links.LastOrDefault(), PostScene.Dossier, Item, from, to, PostScene.Pickup, null, "k", at, at));
        }

        return links;
    }
}

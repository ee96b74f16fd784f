using Hub.Postal.Acts;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Postal.Acts;

public sealed class ActChecksTests
{
    private static readonly ActScene Scene = new();

    public static TheoryData<string, PostalAct> Wrong() => new()
    {
        { "/actId", Scene.Act(ActKind.Claim, "có dấu") },
        { "/actId", Scene.Act(ActKind.Claim, new string('a', 101)) },
        { "/papers", Scene.Collected() with { Papers = null } },
        { "/papers", Scene.Collected(papers: [("p-1", 1), ("p-1", 1)]) },
        { "/papers", Scene.Collected(papers: [("p-1", -1)]) },
        { "/papers", Scene.Collected() with { Papers = [null!] } },
        { "/papers", Scene.Act(ActKind.Claim) with { Papers = [] } },
        { "/person", Scene.Delivered() with { Person = null } },
        { "/person", Scene.Collected() with { Person = null } },
        { "/person", Scene.Act(ActKind.Failed) with { Reason = "other", Person = ActScene.Person() } },
        { "/person/name", Scene.Delivered(person: ActScene.Person(" ")) },
        { "/person/relation", Scene.Delivered(person: ActScene.Person(relation: "neighbour")) },
        { "/reason", Scene.Act(ActKind.Failed) },
        { "/reason", Scene.Act(ActKind.Failed) with { Reason = "no-such-reason" } },
        { "/reason", Scene.Act(ActKind.Claim) with { Reason = "other" } },
        { "/stage", Scene.Act(ActKind.Claim) with { Stage = ActStage.Pickup } },
        { "/office", Scene.Act(ActKind.Claim) with { Office = "100000" } },
        { "/office", Scene.Act(ActKind.HandedOver) with { Office = new string('1', 41) } },
        { "/holder", Scene.Act(ActKind.Claim) with { Holder = "key-an", Note = "ốm" } },
        { "/note", Scene.Act(ActKind.Release) with { Holder = "key-an" } },
        { "/note", Scene.Act(ActKind.Claim) with { Note = new string('x', 301) } },
        { "/cash", Scene.Act(ActKind.HandedOver) with { Cash = new ActCash(1, null) } },
        { "/cash/amount", Scene.Delivered() with { Cash = new ActCash(-1, null) } },
        { "/cash/amount", Scene.Delivered() with { Cash = new ActCash(1_000_000_000_001, null) } },
        { "/position", Scene.Act(ActKind.Claim) with { Position = new ActPosition(90.1, 0) } },
        { "/position", Scene.Act(ActKind.Claim) with { Position = new ActPosition(0, double.NaN) } },
        { "/attachment", Scene.Act(ActKind.Claim) with { Attachment = ActAttachment.Of("photo", Picture.Jpeg) } },
        { "/attachment/kind", Scene.Delivered() with { Attachment = ActAttachment.Of("film", Picture.Jpeg) } },
        { "/attachment/content", Scene.Delivered() with { Attachment = ActAttachment.Of("photo", "GIF89a"u8.ToArray()) } },
        { "/attachment/content", Scene.Delivered() with { Attachment = ActAttachment.Of("photo", new byte[ActAttachment.MaxBytes + 1]) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_an_act_lacks_or_cannot_carry_is_named(string at, PostalAct act) => Assert.Equal([at], ActChecks.Wrong(act).Select(fault => fault.Pointer));

    [Fact]
    public void A_picture_is_taken_up_to_two_megabytes()
    {
        Assert.Empty(ActChecks.Wrong(Scene.Delivered() with { Attachment = ActAttachment.Of("photo", Picture.Png(ActAttachment.MaxBytes)) }));
        Assert.Equal("maxLength", Assert.Single(ActChecks.Wrong(Scene.Delivered() with { Attachment = ActAttachment.Of("photo", Picture.Png(ActAttachment.MaxBytes + 1)) })).Rule);
    }

    [Fact]
    public void Acts_as_devices_tell_them_are_taken()
    {
        Assert.All(
        [
            Scene.Act(ActKind.Claim), Scene.Act(ActKind.Release), Scene.Act(ActKind.Release) with { Holder = "key-an", Note = "ốm", Office = "100000" }, Scene.Collected(), Scene.Delivered(),
            Scene.Act(ActKind.HandedOver) with { Office = "100000" }, Scene.Act(ActKind.Failed) with { Reason = "other", Stage = ActStage.Delivery, Position = new ActPosition(-90, 180) },
        ], act => Assert.Empty(ActChecks.Wrong(act)));
    }
}

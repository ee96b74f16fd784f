using Hub.Core.Trust;
using Hub.Postal;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class KeysContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private IKeys Keys => Port<IKeys>();

    [Fact]
    public async Task A_key_is_kept_whole_and_its_making_audited()
    {
        var key = Key("k1") with { ExpiresAt = Now.AddDays(90), Person = "CB-07" };
        await Keys.AddAsync(key, Audit("keys.create"), Ct);
        await ReopenAsync();

        Same(key, await Keys.FindAsync("k1", Ct));
        Assert.Null(await Keys.FindAsync("K1", Ct));
        Assert.Equal("keys.create", Assert.Single(await AuditLinesAsync()).Entry.Act);
    }

    [Fact]
    public async Task A_key_keeps_the_operator_and_the_office_to_which_it_is_bound()
    {
        var bound = Key("k1") with { Role = PostalDescriptor.Role, Operator = "vnpost", Office = "100000" };
        await Keys.AddAsync(bound, Audit(), Ct);
        await Keys.AddAsync(Key("k2") with { Role = PostalDescriptor.Role, Operator = "vnpost" }, Audit(), Ct);
        await ReopenAsync();

        Same(bound, await Keys.FindAsync("k1", Ct));
        Assert.Equal([("100000", "vnpost"), (null, "vnpost")], (await Keys.ListAsync(Ct)).Select(key => (key.Office, key.Operator)));
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        await Keys.AddAsync(Key("k1"), Audit(), Ct);

        await Assert.ThrowsAnyAsync<Exception>(() => Keys.AddAsync(Key("k1") with { Role = Role.Admin }, Audit(), Ct));

        Assert.Equal(Role.Operator, (await Keys.FindAsync("k1", Ct))!.Role);
        Assert.Single(await AuditLinesAsync());
    }

    [Fact]
    public async Task All_keys_are_listed_revoked_ones_too()
    {
        await Keys.AddAsync(Key("b"), Audit(), Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Keys.AddAsync(Key("a"), Audit(), Ct);
        await Keys.RevokeAsync("b", Now, Audit(), Ct);

        Assert.Equal(["b", "a"], (await Keys.ListAsync(Ct)).Select(k => k.Id));
    }

    [Fact]
    public async Task A_key_is_revoked_once_and_for_good()
    {
        await Keys.AddAsync(Key("k1"), Audit("create"), Ct);
        var at = Now;

        Assert.True(await Keys.RevokeAsync("k1", at, Audit("revoke"), Ct));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await Keys.RevokeAsync("k1", Now, Audit("revoke"), Ct));
        Assert.False(await Keys.RevokeAsync("nobody", Now, Audit("revoke"), Ct));

        Assert.Equal(at, (await Keys.FindAsync("k1", Ct))!.RevokedAt);
        Assert.Equal(["create", "revoke"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_rotation_stores_the_new_key_and_ends_the_old_together()
    {
        await Keys.AddAsync(Key("old"), Audit("create"), Ct);
        var replacement = Key("new");

        Assert.True(await Keys.RotateAsync("old", replacement, Now.AddDays(1), Audit("rotate"), Ct));

        Same(Key("old") with { ExpiresAt = Now.AddDays(1), ReplacedBy = "new" }, await Keys.FindAsync("old", Ct));
        Same(replacement, await Keys.FindAsync("new", Ct));
        Assert.Equal(["create", "rotate"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_rotation_never_prolongs_the_old_key()
    {
        await Keys.AddAsync(Key("old") with { ExpiresAt = Now.AddHours(1) }, Audit(), Ct);

        await Keys.RotateAsync("old", Key("new"), Now.AddDays(7), Audit(), Ct);

        Assert.Equal(Now.AddHours(1), (await Keys.FindAsync("old", Ct))!.ExpiresAt);
    }

    [Fact]
    public async Task What_is_unknown_revoked_or_rotated_already_is_not_rotated()
    {
        await Keys.AddAsync(Key("revoked"), Audit(), Ct);
        await Keys.RevokeAsync("revoked", Now, Audit(), Ct);
        await Keys.AddAsync(Key("rotated"), Audit(), Ct);
        await Keys.RotateAsync("rotated", Key("its-new"), Now, Audit(), Ct);

        foreach (var id in (string[])["nobody", "revoked", "rotated"])
        {
            Assert.False(await Keys.RotateAsync(id, Key("new"), Now, Audit(), Ct));
        }

        Assert.Null(await Keys.FindAsync("new", Ct));
    }

    [Fact]
    public async Task A_rotation_to_an_id_in_use_changes_nothing()
    {
        await Keys.AddAsync(Key("old"), Audit(), Ct);
        await Keys.AddAsync(Key("taken"), Audit(), Ct);

        await Assert.ThrowsAnyAsync<Exception>(() => Keys.RotateAsync("old", Key("taken"), Now, Audit(), Ct));

        Same(Key("old"), await Keys.FindAsync("old", Ct));
    }

    private ApiKey Key(string id) => new(id, Role.Operator, "Bàn trực", new byte[] { 1, 2, 3 }, Now, null, null, null);

    private static void Same(ApiKey expected, ApiKey? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Hash.ToArray(), actual.Hash.ToArray());
        Assert.Equal(expected with { Hash = default }, actual with { Hash = default });
    }
}

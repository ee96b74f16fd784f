using Hub.Core.Events;
using Hub.Core.Procedures;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class CatalogueContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Procedure Birth = new()
    {
        Code = "1.001193",
        Name = "Đăng ký khai sinh",
        FieldCode = "HT",
        FieldName = "Hộ tịch",
        PromulgatingAgency = "Bộ Tư pháp",
        ExecutingAgency = "UBND cấp xã",
        Channels = ["direct", "online"],
        ProcessingTimes = ["1 WORKING_DAY"],
        Fees = [0, 8_000],
        UpdatedOn = new DateOnly(2026, 1, 5),
    };

    private ICatalogue Catalogue => Port<ICatalogue>();

    [Fact]
    public async Task A_procedure_is_kept_whole()
    {
        await ApplyAsync(new ProcedureChange("added", Birth.Code, null, Birth, [], Now, "import"));
        await ReopenAsync();

        var found = await Catalogue.FindAsync(Birth.Code, Ct);

        Assert.NotNull(found);
        Assert.Empty(CatalogueDiff.Compare(Birth, found));
        Assert.Equal((Birth.Code, Birth.UpdatedOn), (found.Code, found.UpdatedOn));
        Assert.Null(await Catalogue.FindAsync("1.9", Ct));
    }

    [Fact]
    public async Task An_import_is_audited()
    {
        await ApplyAsync();

        Assert.Equal("procedures.import", Assert.Single(await AuditLinesAsync()).Entry.Act);
    }

    [Fact]
    public async Task The_catalogue_without_the_withdrawn_is_what_the_changes_lead_to()
    {
        var later = Birth with { Name = "Đăng ký khai sinh (sửa đổi)" };
        var other = Birth with { Code = "1.2" };
        await ApplyAsync(new("added", Birth.Code, null, Birth, [], Now, "import"), new("added", "1.2", null, other, [], Now, "import"));
        await ApplyAsync(new ProcedureChange("changed", Birth.Code, Birth, later, CatalogueDiff.Compare(Birth, later), Now, "national-portal"));
        await ApplyAsync(new ProcedureChange("withdrawn", "1.2", other, null, [], Now, "national-portal"));

        var all = await Catalogue.ReadAsync(Ct);
        Assert.Equal(later.Name, Assert.Single(all).Value.Name);
        Assert.Equal(Birth.Code, Assert.Single(all).Key);
        Assert.Null(await Catalogue.FindAsync("1.2", Ct));

        await ApplyAsync(new ProcedureChange("added", "1.2", null, other, [], Now, "national-portal"));
        Assert.NotNull(await Catalogue.FindAsync("1.2", Ct));
    }

    [Fact]
    public async Task History_is_newest_first_for_one_or_all()
    {
        var later = Birth with { Name = "B" };
        await ApplyAsync(new("added", Birth.Code, null, Birth, [], Now, "import"), new("added", "1.2", null, Birth with { Code = "1.2" }, [], Now, "import"));
        Clock.Advance(TimeSpan.FromDays(1));
        await ApplyAsync(new ProcedureChange("changed", Birth.Code, Birth, later, CatalogueDiff.Compare(Birth, later), Now, "national-portal"));

        var one = await Catalogue.HistoryAsync(Birth.Code, 10, Ct);
        Assert.Equal(["changed", "added"], one.Select(c => c.Kind));
        Assert.Equal([new FieldChange("name", Birth.Name, "B")], one[0].Fields);
        Assert.Equal((Birth.Name, "B", Now, "national-portal"), (one[0].Before!.Name, one[0].After!.Name, one[0].At, one[0].Source));
        Assert.Null(one[1].Before);
        Assert.Equal([Birth.Code, "1.2", Birth.Code], (await Catalogue.HistoryAsync(null, 10, Ct)).Select(c => c.Code));
        Assert.Single(await Catalogue.HistoryAsync(null, 1, Ct));
    }

    [Fact]
    public async Task A_change_told_by_an_event_commits_with_it_and_not_with_its_repeat()
    {
        var submission = About(Birth.Code, "p-1") with
        {
            Direction = EventDirection.Out,
            Procedure = new ProcedureChange("added", Birth.Code, null, Birth, [], Now, "national-portal"),
        };
        await AcceptAsync(submission);
        await Inbox.AcceptAsync([submission], null, Ct);

        Assert.Single(await Catalogue.HistoryAsync(null, 10, Ct));
        Assert.NotNull(await Catalogue.FindAsync(Birth.Code, Ct));
    }

    [Fact]
    public async Task Integrations_keep_their_latest_state_with_evidence()
    {
        await AcceptAsync(About("b") with { Integration = new Integration("b", "proposed", """{"decision":"12/QĐ"}""", Now) });
        await AcceptAsync(About("a") with { Integration = new Integration("a", "proposed", "{}", Now) });
        await AcceptAsync(About("b") with { Integration = new Integration("b", "testing", "", Now.AddDays(1)) });

        Assert.Equal(new Integration("b", "testing", "", Now.AddDays(1)), await Catalogue.IntegrationAsync("b", Ct));
        Assert.Equal(["a", "b"], (await Catalogue.IntegrationsAsync(Ct)).Select(i => i.ProcedureCode));
        Assert.Null(await Catalogue.IntegrationAsync("c", Ct));
    }

    private Task ApplyAsync(params ProcedureChange[] changes) => Catalogue.ApplyAsync(changes, Audit("procedures.import"), Ct);
}

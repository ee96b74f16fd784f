using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class TasksContract<TFixture> : PostalContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private ITasks Tasks => Port<ITasks>();

    [Fact]
    public async Task A_task_is_kept_whole_and_ended_once()
    {
        var task = Work("H01-D1", dossier: "H01");
        var bare = Work("vnpost", "waybill-range-low", @operator: null);
        Assert.Equal(2, await Tasks.OpenAsync([task, bare], Ct));
        await ReopenAsync();
        Assert.Equal(task, await Tasks.FindAsync(task.Id, Ct));
        Assert.Equal(bare, await Tasks.FindAsync(bare.Id, Ct));
        Assert.Null(await Tasks.FindAsync(Fixture.Ids.Next().Value, Ct));

        Assert.True(await Tasks.EndAsync(task.Id, Now.AddHours(1), "op-lan", "đã gọi bưu cục", Audit("end"), Ct));
        Assert.False(await Tasks.EndAsync(task.Id, Now.AddHours(2), "op-nga", "lần hai", Audit("end"), Ct));
        Assert.False(await Tasks.EndAsync(Fixture.Ids.Next().Value, Now, "op-lan", "", Audit("end"), Ct));

        Assert.Equal(task with { EndedAt = Now.AddHours(1), EndedBy = "op-lan", Result = "đã gọi bưu cục" }, await Tasks.FindAsync(task.Id, Ct));
        Assert.Single(await AuditLinesAsync());
    }

    [Fact]
    public async Task One_is_open_for_each_kind_and_subject()
    {
        Assert.Equal(3, await Tasks.OpenAsync([Work("a"), Work("b"), Work("a", "other"), Work("a")], Ct));
        Assert.Equal(1, await Tasks.OpenAsync([Work("a"), Work("c")], Ct));
        await CommitAsync(new PostalBatch { Tasks = [Work("b"), Work("d"), Work("d")] });
        Assert.Equal(5, (await OpenAsync()).Count);

        await CommitAsync(new PostalBatch { EndedTasks = [new TaskEnd("parcel-silent", "a", Now, "hub", "heard of"), new TaskEnd("none", "a", Now, "hub", "")], Tasks = [Work("a")] });

        var ended = Assert.Single(await Tasks.ListAsync(false, null, null, null, null, null, 10, Ct));
        Assert.Equal(("a", "hub", "heard of"), (ended.Subject, ended.EndedBy, ended.Result));
        Assert.Equal(5, (await OpenAsync()).Count);
    }

    [Fact]
    public async Task Of_many_who_open_the_same_task_one_does()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => i % 2 == 0
            ? await Tasks.OpenAsync([Work("a"), Work($"{i}")], Ct)
            : await Consignments.CommitAsync(new PostalBatch { Tasks = [Work("a")] }, Ct) ? 0 : -100)));

        Assert.InRange(opened.Sum(), 8, 9);
        Assert.Equal(9, (await OpenAsync()).Count);
    }

    [Fact]
    public async Task A_list_is_in_order_of_what_is_due_page_by_page()
    {
        await Tasks.OpenAsync([.. Enumerable.Range(0, 12).Select(i => Work($"s{i:00}", due: Now.AddDays(i / 3)))], Ct);
        var seen = new List<WorkTask>();

        while (await Tasks.ListAsync(true, null, null, null, seen.LastOrDefault()?.DueAt, seen.LastOrDefault()?.Id, 5, Ct) is { Count: > 0 } page)
        {
            seen.AddRange(page);
        }

        Assert.Equal(12, seen.Select(task => task.Id).Distinct().Count());
        Assert.Equal(seen.OrderBy(task => task.DueAt).Select(task => task.DueAt), seen.Select(task => task.DueAt));
        Assert.Equal(seen, await OpenAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_holds_what_is_asked_for(bool open)
    {
        WorkTask[] tasks =
        [
            Work("a", dossier: "H01"), Work("b", "other", dossier: "H01", @operator: "ghn"), Work("c", @operator: "ghn"), Work("d", @operator: null, dossier: "H02"),
        ];
        await Tasks.OpenAsync([.. tasks.Select((task, i) => task with { DueAt = Now.AddHours(i) })], Ct);
        foreach (var task in open ? [] : tasks)
        {
            await Tasks.EndAsync(task.Id, Now, "op-lan", "", Audit(), Ct);
        }

        await Tasks.OpenAsync(open ? [] : [Work("still open", dossier: "H01")], Ct);
        async Task<string> Subjects(string? kind = null, string? @operator = null, string? dossier = null) =>
            string.Concat((await Tasks.ListAsync(open, kind, @operator, dossier, null, null, 10, Ct)).Select(task => task.Subject));

        Assert.Equal("abcd", await Subjects());
        Assert.Equal("acd", await Subjects("parcel-silent"));
        Assert.Equal("bc", await Subjects(@operator: "ghn"));
        Assert.Equal("c", await Subjects("parcel-silent", "ghn"));
        Assert.Equal("ab", await Subjects(dossier: "H01"));
        Assert.Equal("b", await Subjects("other", "ghn", "H01"));
        Assert.Equal("", await Subjects("none"));
    }

    private Task<IReadOnlyList<WorkTask>> OpenAsync() => Tasks.ListAsync(true, null, null, null, null, null, 100, Ct);
}

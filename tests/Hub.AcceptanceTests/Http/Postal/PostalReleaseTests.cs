using Hub.Postal.Consignments;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

/// <summary>A job that was taken is given back, and another takes it.</summary>
public sealed class PostalReleaseTests(PostHub hub) : IClassFixture<PostHub>
{
    [Fact]
    public async Task A_postman_gives_a_job_back_and_a_colleague_of_the_office_takes_it()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);
        var colleague = (await hub.NewKeyAsync(Hub.Postal.PostalDescriptor.Role, null, "vnpost", "100000")).Text;
        await OkAsync(hub.OfficeA, job, "claim", Body("rel-1", 3));
        Assert.Equal((409, "job-taken"), Status(await hub.ActAsync(colleague, job, "claim", Body("rel-2", 2))));

        var released = await OkAsync(hub.OfficeA, job, "release", Body("rel-3", 2));
        var taken = await OkAsync(colleague, job, "claim", Body("rel-4", 1));
        var again = await OkAsync(hub.OfficeA, job, "release", Body("rel-3", 2));

        Assert.Equal((released.Text, "release"), (again.Text, released.Json.GetProperty("act").GetString()));
        Assert.True(released.Json.GetProperty("at").GetDateTimeOffset() < released.Json.GetProperty("receivedAt").GetDateTimeOffset().AddHours(-1));
        Assert.Equal((200, colleague.Split('_')[1], "100000"), (taken.Status, (await hub.ReadAsync(job)).ClaimedBy, (await hub.ReadAsync(job)).Office));
        Assert.Equal((409, "act-conflict"), Status(await hub.ActAsync(hub.OfficeA, job, "release", Body("rel-3", 2, ",\"note\":\"khác\""))));
        Assert.Equal(["claim", "release", "claim"], (await hub.Consignments.RecordsAsync(job.Number, CancellationToken.None)).Select(record => record.Code));
        Assert.Contains(await hub.AuditAsync(0, 3), line => line.Entry is { Act: "POST /postal/jobs/{number}/release", Result: "allowed" } entry && entry.Target == job.Number && entry.Actor == hub.OfficeA.Split('_')[1]);
    }

    [Fact]
    public async Task The_job_of_one_who_is_ill_is_given_back_by_a_colleague_who_names_him_and_says_why()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);
        await OkAsync(hub.OfficeA, job, "claim", Body("ill-1", 9));
        var holder = (await hub.GetAsync($"/postal/jobs/{Uri.EscapeDataString(job.Number)}", hub.Post)).Json.GetProperty("claimedBy").GetString();

        Assert.Equal((409, "job-taken"), Status(await hub.ActAsync(hub.Post, job, "release", Body("ill-2", 1))));
        var silent = await hub.ActAsync(hub.Post, job, "release", Body("ill-3", 1, $",\"holder\":\"{holder}\""));
        await OkAsync(hub.Post, job, "release", Body("ill-4", 1, $",\"holder\":\"{holder}\",\"note\":\"Nghỉ ốm\""));

        Assert.Equal((400, "/note"), (silent.Status, silent.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.Null((await hub.ReadAsync(job)).ClaimedBy);
        Assert.Contains(await hub.AuditAsync(0, 3), line => line.Entry.Target == job.Number && line.Entry.Detail == $"job of {holder}");
        Assert.DoesNotContain(await hub.AuditAsync(0, 3), line => line.Entry.Detail?.Contains("ốm", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task What_the_postman_has_in_his_bag_or_is_over_is_not_given_back_and_both_languages_say_why()
    {
        var (fetched, over, free) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        await OkAsync(hub.Post, fetched, "claim", Body("bag-1", 9));
        await OkAsync(hub.Post, fetched, "collected", PostHub.Collected("bag-2", PostHub.Time(TimeSpan.FromHours(3))));
        Assert.True(await hub.Consignments.CommitAsync(new PostalBatch { Consignments = [over with { State = ConsignmentState.Cancelled }] }, CancellationToken.None));

        var begun = await hub.ActAsync(hub.Post, fetched, "release", Body("bag-3", 1));

        Assert.Equal((409, "wrong-state"), Status(begun));
        Assert.Contains("handed-over", begun.Json.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Contains("handed-over", begun.Json.GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.Equal((409, "wrong-state"), Status(await hub.ActAsync(hub.Post, over, "release", Body("bag-4", 1))));
        Assert.Equal((409, "wrong-state"), Status(await hub.ActAsync(hub.Post, free, "release", Body("bag-5", 1))));

        await OkAsync(hub.Post, fetched, "handed-over", Body("bag-6", 0));
        Assert.Null((await hub.ReadAsync(fetched)).ClaimedBy);
    }

    [Fact]
    public async Task Of_a_release_and_another_release_at_once_one_is_done()
    {
        for (var round = 0; round < 10; round++)
        {
            var job = await hub.BookAsync(PostalDirection.Pickup);
            var id = job.Number.Replace('/', '.');
            await OkAsync(hub.Post, job, "claim", Body($"{id}-1", 2));

            var replies = await Task.WhenAll(hub.ActAsync(hub.Post, job, "release", Body($"{id}-2", 1)), hub.ActAsync(hub.Post, job, "release", Body($"{id}-3", 1)));

            Assert.Equal([200, 409], replies.Select(reply => reply.Status).Order());
            Assert.Null((await hub.ReadAsync(job)).ClaimedBy);
        }
    }

    [Fact]
    public async Task A_list_of_scans_gives_jobs_back_too()
    {
        var (one, two) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        var at = PostHub.Time(TimeSpan.FromHours(1));
        var list = $$"""
            {"scans":[{"act":"claim","number":"{{one.Number}}","actId":"scan-1","at":"{{at}}"},{"act":"release","waybill":"{{one.Waybill}}","actId":"scan-2","at":"{{at}}"},
                      {"act":"release","number":"{{two.Number}}","actId":"scan-3","at":"{{at}}"}]}
            """;

        var reply = await hub.SendAsync("POST", "/postal/scans", hub.Post, list);

        Assert.Equal(["done", "done", "wrong-state"], reply.Json.GetProperty("scans").EnumerateArray().Select(line => line.GetProperty("result").GetString()));
        Assert.Equal(reply.Text, (await hub.SendAsync("POST", "/postal/scans", hub.Post, list)).Text);
        Assert.Null((await hub.ReadAsync(one)).ClaimedBy);
    }

    private async Task<HubApp.Reply> OkAsync(string bearer, Consignment of, string act, string body)
    {
        var reply = await hub.ActAsync(bearer, of, act, body);
        Assert.True(reply.Status == 200, $"{act}: {reply.Text}");
        return reply;
    }

    private static readonly DateTimeOffset Now = PostHub.Now;

    private static string Body(string actId, int hoursAgo, string more = "") => $$"""{"actId":"{{actId}}","at":"{{Now.AddHours(-hoursAgo):O}}"{{more}}}""";

    private static (int, string?) Status(HubApp.Reply reply) => (reply.Status, reply.Problem);
}

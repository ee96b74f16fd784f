using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

public sealed class PostalTrustTests(PostHub hub) : IClassFixture<PostHub>
{
    [Theory]
    [InlineData("""{"role":"postal-operator","name":"x"}""", 400, "/operator")]
    [InlineData("""{"role":"postal-operator","name":"x","operator":"nobody"}""", 400, "/operator")]
    [InlineData("""{"role":"operator","name":"x","operator":"vnpost"}""", 400, "/operator")]
    [InlineData("""{"role":"postal-operator","name":"x","operator":"vnpost","office":" "}""", 400, "/office")]
    [InlineData("""{"role":"postal-operator","name":"x","operator":"vnpost","office":"100000"}""", 201, null)]
    public async Task A_key_of_the_post_is_bound_to_an_operator_that_there_is(string body, int status, string? at)
    {
        var made = await hub.SendAsync("POST", "/keys", Role.Admin, body);

        Assert.Equal(status, made.Status);
        if (at is not null)
        {
            Assert.Equal(at, made.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
            return;
        }

        var rotated = await hub.SendAsync("POST", $"/keys/{made.Json.GetProperty("id").GetString()}/rotate", Role.Admin, "{}");
        Assert.Equal(("vnpost", "100000"), (rotated.Json.GetProperty("operator").GetString(), rotated.Json.GetProperty("office").GetString()));
        Assert.Equal(200, (await hub.GetAsync("/postal/jobs", rotated.Json.GetProperty("key").GetString())).Status);
    }

    [Fact]
    public async Task Persons_are_shown_to_whom_they_concern_and_numbers_of_identity_papers_to_the_case_system_alone()
    {
        var job = await hub.BookAsync(PostalDirection.Delivery);
        await hub.ActAsync(hub.Post, job, "delivered", PostHub.Delivered("seen-1", "Nguyễn Thị Canaryperson"));
        var path = $"/dossiers/{Uri.EscapeDataString(job.Dossier)}/consignments";

        var whole = await hub.GetAsync(path, Role.CaseSystem);
        var own = await hub.GetAsync($"/postal/jobs/{Uri.EscapeDataString(job.Number)}", hub.Post);

        Assert.Contains("001099123456", whole.Text, StringComparison.Ordinal);
        Assert.Contains("Canaryperson", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("001099123456", own.Text, StringComparison.Ordinal);
        foreach (var role in (string[])[Role.Auditor, Role.Operator, Role.Admin])
        {
            var masked = (await hub.GetAsync(path, role)).Text;
            Assert.All((string[])["Canary", "0987650001", "001099123456"], canary => Assert.DoesNotContain(canary, masked, StringComparison.Ordinal));
            Assert.Contains(job.Number, masked, StringComparison.Ordinal);
        }

        var audit = string.Join('\n', await hub.AuditAsync(0, 5)) + string.Join('\n', hub.Log.Lines);
        Assert.All((string[])["Canary", "0987650001", "001099123456"], canary => Assert.DoesNotContain(canary, audit, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staff_of_an_operator_see_and_end_their_own_tasks()
    {
        var now = PostHub.Now;
        WorkTask Task(string kind, string? carrier, string owner, string subject) => new(Guid.NewGuid(), kind, subject, null, owner, carrier, now, now.AddDays(1), "Việc.", "A task.");
        var theirs = await hub.BookAsync(PostalDirection.Pickup, c => c with { Office = "200000" });
        WorkTask[] all =
        [
            Task("postal-booking-doubtful", "vnpost", PostalDescriptor.Role, "T-1"), Task("parcel-conflict", "vnpost", Role.Operator, "T-2"), Task("parcel-lost", "swift", PostalDescriptor.Role, "T-3"),
            Task("postal-login-refused", null, Role.Operator, "T-4"), Task("parcel-silent", "vnpost", PostalDescriptor.Role, theirs.Number),
        ];
        await hub.Tasks.OpenAsync(all, CancellationToken.None);

        Assert.Equal(["T-1", "T-2", theirs.Number], await SubjectsAsync(hub.Post));
        Assert.Equal(["T-1", "T-2"], await SubjectsAsync(hub.OfficeA));
        Assert.Equal(["T-3"], await SubjectsAsync(hub.Swift));
        Assert.Subset((await SubjectsAsync(Role.Operator)).ToHashSet(), all.Select(task => (string?)task.Subject).ToHashSet());
        Assert.Equal((400, 200, 409, 409, 404, 404), (
            await EndAsync(hub.Post, all[0], "xong"), await EndAsync(hub.Post, all[0], "booked"), await EndAsync(hub.Post, all[0], "booked"), await EndAsync(hub.Post, all[1], "xong"),
            await EndAsync(hub.Post, all[2], "xong"), await EndAsync(hub.OfficeA, all[4], "xong")));
        Assert.Equal(200, await EndAsync(Role.Operator, all[1], "đã đối chiếu"));

        async Task<List<string?>> SubjectsAsync(string bearer) =>
            [.. (await hub.GetAsync("/tasks", bearer)).Json.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("subject").GetString()).Order(StringComparer.Ordinal).OrderBy(s => s!.Length)];

        async Task<int> EndAsync(string bearer, WorkTask task, string result) => (await hub.PostAsync(bearer, $"/tasks/{task.Id}/end", new { result })).Status;
    }

    [Fact]
    public async Task Tasks_are_read_page_by_page()
    {
        var now = PostHub.Now;
        await hub.Tasks.OpenAsync([.. Enumerable.Range(1, 5).Select(i => new WorkTask(Guid.NewGuid(), "page-kind", $"P-{i}", null, Role.Operator, null, now, now.AddDays(i), "Việc.", "A task."))], CancellationToken.None);
        var seen = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = (await hub.GetAsync($"/tasks?kind=page-kind&limit=2&after={next}", Role.Admin)).Json;
            seen.AddRange(page.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("subject").GetString()));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Equal(["P-1", "P-2", "P-3", "P-4", "P-5"], seen);
        Assert.Equal(400, (await hub.GetAsync("/tasks?after=x", Role.Admin)).Status);
    }

    [Fact]
    public async Task A_range_of_waybills_is_added_once_and_never_overlaps()
    {
        const string range = """{"operator":"vnpost","id":"r-1","prefix":"CN","suffix":"VN","digits":8,"hasCheckDigit":true,"first":1000,"last":1999}""";

        var added = await hub.SendAsync("POST", "/postal/waybill-ranges", Role.Operator, range);
        var again = await hub.SendAsync("POST", "/postal/waybill-ranges", Role.Operator, range);
        var overlaps = await hub.SendAsync("POST", "/postal/waybill-ranges", Role.Operator, range.Replace("r-1", "r-2", StringComparison.Ordinal).Replace("1000", "1999", StringComparison.Ordinal).Replace("\"last\":1999", "\"last\":2999", StringComparison.Ordinal));
        var nobody = await hub.SendAsync("POST", "/postal/waybill-ranges", Role.Operator, range.Replace("vnpost", "nobody", StringComparison.Ordinal));

        Assert.Equal((200, 1000L, added.Text), (added.Status, added.Json.GetProperty("left").GetInt64(), again.Text));
        Assert.Equal((409, 400), (overlaps.Status, nobody.Status));
        Assert.Equal(1, (await hub.GetAsync("/postal/waybill-ranges?operator=vnpost", Role.Auditor)).Json.GetProperty("ranges").GetArrayLength());
    }

    [Fact]
    public async Task Staff_whose_key_names_no_operator_are_nobodys_staff()
    {
        var key = new ApiKey("00000000beef", PostalDescriptor.Role, "old", Hub.Functions.Trust.KeyText.Hash("secret"), PostHub.Now, null, null, null);
        await hub.App.Services.GetRequired<IKeys>().AddAsync(key, new AuditEntry(PostHub.Now, "test", null, "key.create", key.Id, "allowed"), CancellationToken.None);

        Assert.Equal(403, (await hub.GetAsync("/postal/jobs", Hub.Functions.Trust.KeyText.Format(key.Id, "secret"))).Status);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Trust;
using Hub.NationalPortal;
using Hub.Postal.Settings;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Plants invented persons in events and looks for them everywhere they must not be.</summary>
public sealed class PersonalDataTests(HubApp hub) : IClassFixture<HubApp>
{
    private static readonly string[] Canaries = ["Canarywoman", "001099987654", "0987650001", "canary@example.vn", "Canarystreet", "Canarysummary", "Canaryofficer"];

    private const string Data =
        """
        {"procedure":{"code":"1.000656"},"receivedAt":"2026-11-21T09:15:30+07:00","summary":"Canarysummary",
         "applicant":{"kind":"citizen","name":"Lê Thị Canarywoman","phone":"0987650001","email":"canary@example.vn","address":"1 Canarystreet",
          "identity":[{"kind":"personal-id","number":"001099987654"}]},"officer":{"name":"Trần Canaryofficer"}}
        """;

    [Fact]
    public async Task No_log_trace_metric_problem_or_unprivileged_page_shows_a_person()
    {
        var tags = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => tags.Enqueue($"{a.DisplayName} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);

        var seen = new StringBuilder();
        Assert.Equal(202, (await hub.PostEventAsync(Event.Received("canary-1", "H40-CANARY", Data))).Status);
        foreach (var bad in BadRequests())
        {
            var refused = await bad;
            Assert.True(refused.Status >= 400 || refused.Json.GetProperty("rejected").GetArrayLength() > 0);
            seen.AppendLine(refused.Text);
        }

        foreach (var path in Pages)
        {
            foreach (var role in new[] { Role.Operator, Role.Auditor, Role.Admin, NationalPortalDescriptor.Role })
            {
                var reply = await hub.GetAsync(path, role);
                seen.AppendLine(Unmasked(path, role) ? reply.Text.Replace("Canaryofficer", "", StringComparison.Ordinal) : reply.Text);
            }
        }

        foreach (var line in await hub.AuditAsync(0, 1))
        {
            seen.AppendLine(line.ToString());
        }

        seen.AppendJoin('\n', hub.Log.Lines).AppendJoin('\n', tags);
        var everything = seen.ToString();
        Assert.True(hub.Log.Lines.Any() && !tags.IsEmpty);
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, everything, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_case_system_sees_its_own_data()
    {
        await hub.PostEventAsync(Event.Received("canary-own", "H40-OWN", Data));

        Assert.Contains("Canarywoman", (await hub.GetAsync("/events/canary-own", Role.CaseSystem)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_in_a_subject_or_a_path_is_a_digest_in_the_audit()
    {
        const string person = "Trần Thị Canarypath";
        const string number = "001099987655";
        await hub.PostEventAsync(Event.Received("canary-subject", person));
        await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(person)}", Role.Operator);
        await hub.GetAsync($"/procedures/{number}", Role.Operator);
        await hub.GetAsync($"/lanes/{Uri.EscapeDataString(person)}", Role.Operator);
        await hub.SendAsync("POST", $"/lanes/{Uri.EscapeDataString(person)}/probe", Role.Operator);
        await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(person)}/consignments", null);

        async Task<List<string>> FoundAsync(string target) =>
            [.. (await hub.GetAsync($"/audit?order=newest&target={Uri.EscapeDataString(target)}", Role.Auditor)).Json.GetProperty("entries").EnumerateArray().Select(line => line.GetProperty("act").GetString()!)];
        var told = await Eventually.FindAsync("all lines", async () => await FoundAsync(AuditText.Digest(person)) is { Count: >= 4 } acts ? acts : null);

        Assert.Superset(new HashSet<string> { "POST /events", "GET /dossiers/{code}", "POST /lanes/{lane}/probe", "GET /dossiers/{code}/consignments" }, told.ToHashSet());
        Assert.Equal(told, await FoundAsync(person));
        Assert.Contains("GET /procedures/{code}", await FoundAsync(number));
        var all = string.Join('\n', await hub.AuditAsync(0, 1));
        Assert.DoesNotContain("Canarypath", all, StringComparison.Ordinal);
        Assert.DoesNotContain(number, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_received_papers_is_shown_to_those_who_ask_and_are_noted()
    {
        const string code = "H40-PROOF";
        await hub.PostEventAsync(Event.Received("canary-proof", code, Data));
        await TellOfProofAsync("proof-1", code);

        foreach (var role in new[] { Role.Operator, Role.Admin, Role.Auditor })
        {
            Assert.DoesNotContain("Canaryreceiver", (await hub.GetAsync($"/dossiers/{code}", role)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("Canaryreceiver", (await hub.GetAsync($"/dossiers/{code}", Role.CaseSystem)).Text, StringComparison.Ordinal);
        Assert.Contains("Canaryreceiver", (await hub.GetAsync($"/dossiers/{code}?reveal=names", Role.Operator)).Text, StringComparison.Ordinal);
        Assert.Equal("forbidden", (await hub.GetAsync($"/dossiers/{code}?reveal=names", Role.Auditor)).Problem);
        var lines = await Eventually.FindAsync("both lines", async () =>
            (await hub.GetAsync($"/audit?order=newest&target={code}", Role.Auditor)).Json.GetProperty("entries").EnumerateArray()
                .Select(line => line.TryGetProperty("detail", out var detail) ? $"{detail} {line.GetProperty("role")}" : "").ToList() is var found
            && found.Contains("revealed operator") && found.Contains("reveal auditor") ? found : null);
        Assert.Single(lines, "revealed operator");
    }

    [Fact]
    public async Task The_local_key_sees_who_received_papers_only_when_it_asks()
    {
        const string code = "H40-LOCAL";
        await hub.PostEventAsync(Event.Received("canary-local", code, Data));
        await TellOfProofAsync("proof-local", code);
        var local = hub.App.Services.GetRequiredService<LocalKey>().Secret;

        Assert.DoesNotContain("Canaryreceiver", (await hub.GetAsync($"/dossiers/{code}", local)).Text, StringComparison.Ordinal);
        Assert.Contains("Canaryreceiver", (await hub.GetAsync($"/dossiers/{code}?reveal=names", local)).Text, StringComparison.Ordinal);
        var told = await Eventually.FindAsync("the line", async () =>
            (await hub.GetAsync($"/audit?order=newest&target={code}", Role.Auditor)).Json.GetProperty("entries").EnumerateArray()
                .Where(line => line.TryGetProperty("detail", out var detail) && detail.GetString() is "revealed")
                .Select(line => line.GetProperty("actor").GetString()).ToList() is { Count: > 0 } found ? found : null);
        Assert.StartsWith("cli:", Assert.Single(told), StringComparison.Ordinal);
    }

    private Task TellOfProofAsync(string id, string code)
    {
        var proof = new CloudEvent
        {
            Id = id,
            Source = "/hub",
            Type = PostalEventTypes.ProofRecorded,
            Subject = code,
            Time = DateTimeOffset.UtcNow,
            Data = """{"direction":"delivery","receiver":{"kind":"applicant","name":"Lê Văn Canaryreceiver"}}"""u8.ToArray(),
        };
        return hub.App.Services.GetRequiredService<IInbox>().AcceptAsync(
            [new Submission { Event = proof, Digest = EventDigest.Of(proof), ReceivedAt = DateTimeOffset.UtcNow, AcceptedBy = "hub", Direction = EventDirection.Out, Envelopes = [] }], null, CancellationToken.None);
    }

    // Who works on a dossier may see which colleague does; the auditor may not.
    private static bool Unmasked(string path, string role) => path.StartsWith("/dossiers", StringComparison.Ordinal) && role is Role.Operator or Role.Admin;

    private IEnumerable<Task<HubApp.Reply>> BadRequests()
    {
        var data = JsonDocument.Parse(Data).RootElement.GetRawText();
        yield return hub.PostEventAsync(Event.Received("canary-1", "H40-OTHER", Data));
        yield return hub.PostEventAsync(Event.Received("canary-2", "H40-C", data.Replace("citizen", "Lê Thị Canarywoman", StringComparison.Ordinal)));
        yield return hub.PostEventAsync(Event.Received("canary-3", "H40-C", data.Replace("\"channel\"", "\"x\"", StringComparison.Ordinal).Replace("2026-11-21T09:15:30+07:00", "0987650001", StringComparison.Ordinal)));
        yield return hub.PostEventAsync(Event.Received("canary-4", "H40-C", data).Replace("\"1.0\"", "\"Canarywoman\"", StringComparison.Ordinal));
        yield return hub.PostEventAsync(Event.Received("canary-5", "H40-C", data)[..^3]);
        yield return hub.PostBatchAsync($"[{Event.Received("canary-6", "H40-C", data.Replace("direct", "Canarystreet", StringComparison.Ordinal).Replace("\"1.000656\"", "\"Canarysummary\"", StringComparison.Ordinal))}]");
        yield return hub.SendAsync("POST", "/events", Role.Auditor, Event.Received("canary-7", "H40-C", data), "application/cloudevents+json");
        yield return hub.SendAsync("POST", "/redrives", Role.Operator, "{\"Canarywoman\":1}".Replace("Canarywoman", "x", StringComparison.Ordinal));
    }

    private static readonly string[] Pages =
    [
        "/events/canary-1", "/events?limit=1000", "/dossiers/H40-CANARY", "/dead-letters", "/lanes", "/metrics", "/audit?limit=1000", "/feed", "/keys", "/procedures", "/subscriptions",
    ];
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Core.Trust;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

public sealed class TraceTests(WorkerApp worker) : IClassFixture<WorkerApp>
{
    private const string Door = "11111111111111111111111111111111";
    private const string Work = "22222222222222222222222222222222";
    private const string Key = "k3y-that-no-trace-may-hold";

    [Fact]
    public async Task A_look_at_the_front_door_is_not_worth_a_trace_and_no_trace_holds_a_function_key()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await worker.SendAsync("GET", "/", null, headers: ("traceparent", $"00-{Door}-b7ad6b7169203331-01"));
        await worker.SendAsync("GET", $"/dead-letters?code={Key}", Role.Operator, headers: [("x-functions-key", Key), ("traceparent", $"00-{Work}-b7ad6b7169203331-01")]);
        await Eventually.HoldsAsync("both requests ended", () => Task.FromResult(Of(Door).Any() && Of(Work).Any()));

        Assert.False(Of(Door).Single().Recorded);
        Assert.True(Of(Work).Single().Recorded);
        Assert.DoesNotContain(Key, Of(Work).Single().DisplayName + string.Join(' ', Of(Work).Single().TagObjects.Select(tag => tag.Value)), StringComparison.Ordinal);

        IEnumerable<Activity> Of(string trace) => ended.Where(activity => activity.TraceId.ToHexString() == trace);
    }
}

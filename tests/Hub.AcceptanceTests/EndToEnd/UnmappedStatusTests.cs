using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary>A code of the centre's own that nobody mapped: one dossier waits for a person, the others flow.</summary>
public sealed class UnmappedStatusTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task It_waits_for_a_person_and_flows_in_order_once_the_map_is_set()
    {
        var odd = new Story("000.00.01.H40-261118-3001").Received().Status("chuyen-thue", 1).Noted("Đã chuyển", 2).Completed(3);
        var plain = new Story("000.00.01.H40-261118-3002").Received().Status("processing", 1);

        await centre.PostAsync(odd.Events);
        await centre.PostAsync(plain.Events);

        await Eventually.EqualAsync(4, () => centre.Twin.StatusAsync(plain.Code));
        var letter = await Eventually.FindAsync("the dead letter", async () => (await centre.Operator.GetAsync("dead-letters?code=status-unmapped"))["deadLetters"]!.AsArray().FirstOrDefault());
        Assert.Equal((odd.Code, "national-portal", "dead"), (letter["key"]!.GetValue<string>(), letter["lane"]!.GetValue<string>(), letter["state"]!.GetValue<string>()));
        var (code, list) = await centre.JsonAsync("dead-letters", "list", "--dossier", odd.Code);
        Assert.Equal((0, letter["id"]!.GetValue<string>()), (code, list["deadLetters"]![0]!["id"]!.GetValue<string>()));
        await Eventually.HoldsAsync("the case system is told", async () => (await centre.CaseSystem.GetAsync("feed"))["events"]!.AsArray()
            .Any(e => e!["type"]!.GetValue<string>() == "vn.onestop.delivery.held.v1" && e["subject"]!.GetValue<string>() == odd.Code));
        await Eventually.EqualAsync(2, () => centre.Twin.StatusAsync(odd.Code));

        // What is held is not compared, and is no agreement either.
        Assert.Equal(1, (await centre.JsonAsync("verify")).ExitCode);

        Assert.Equal(0, await centre.TerminateAsync());
        centre.Environment["HUB__NationalPortal__StatusMap__chuyen-thue"] = "6";
        await centre.ServeAsync();
        var (retried, answer) = await centre.JsonAsync("dead-letters", "retry", letter["id"]!.GetValue<string>());
        Assert.Equal((0, "waiting"), (retried, answer["state"]!.GetValue<string>()));

        await Eventually.EqualAsync(9, () => centre.Twin.StatusAsync(odd.Code));
        await centre.SettledAsync();
        var held = (await centre.Twin.DossierAsync(odd.Code))!;
        Assert.Equal([2, 6, 9], held["statuses"]!.AsArray().Select(s => s!["status"]!.GetValue<int>()).Distinct());
        Assert.Equal((4, 0), (held["progress"]!.AsArray().Count, held["progressOutOfOrder"]!.GetValue<int>()));
        Assert.Equal(0, (await centre.Operator.GetAsync("dead-letters"))["total"]!.GetValue<long>());
        Assert.Equal(0, (await centre.JsonAsync("verify")).ExitCode);
    }
}

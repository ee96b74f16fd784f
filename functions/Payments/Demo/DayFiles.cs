using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Hub.Functions.Shell;

namespace Hub.Functions.Payments.Demo;

/// <summary>The files of the bank and the acquirer, carried to the hub's door as <c>hub import statements</c> does.</summary>
internal sealed class DayFiles(HubApi hub, BankTwin bank)
{
    private const int MaxTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Days of which there is a file by now.</summary>
    public async Task<IReadOnlyList<DateOnly>> DaysAsync(CancellationToken ct)
    {
        var today = VietnamClock.DayOf(await bank.NowAsync(ct));
        var days = (await bank.MovementsAsync(ct)).Select(movement => movement.FileDay).Concat((await bank.SlipsAsync(ct)).Select(slip => slip.Day));
        return [.. days.Where(day => day <= today).Distinct().Order()];
    }

    /// <param name="isFalse">With a closing balance that its lines do not make: nothing of it may be booked.</param>
    /// <returns>The hub's answer to each file.</returns>
    public async Task<IReadOnlyList<JsonNode>> ImportAsync(DateOnly day, bool isFalse, CancellationToken ct)
    {
        var answers = new List<JsonNode>();
        foreach (var account in (await bank.KeyAsync(day, ct)).Accounts)
        {
            answers.Add(await SendAsync($"{account.Account}.mt940", await bank.FileAsync(day, $"{account.Account}.mt940{(isFalse ? "?flaw=closing" : "")}", ct), ct));
        }

        if (!isFalse && (await bank.SlipsAsync(ct)).Any(slip => slip.Day == day))
        {
            answers.Add(await SendAsync("pos.csv", await bank.FileAsync(day, "pos.csv", ct), ct));
        }

        return answers;
    }

    private async Task<JsonNode> SendAsync(string name, byte[] file, CancellationToken ct)
    {
        using var pause = new PeriodicTimer(Pause);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var content = new ByteArrayContent(file);
                return await hub.SendAsync(HttpMethod.Post, $"statements?name={name}", content, ct);
            }
            catch (ApiProblemException busy) when (busy.ExitCode == ExitCode.Unavailable && attempt < MaxTries)
            {
                await pause.WaitForNextTickAsync(ct);
            }
        }
    }
}

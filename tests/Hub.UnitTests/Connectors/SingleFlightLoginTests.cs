using Hub.Connectors;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Connectors;

public sealed class SingleFlightLoginTests
{
    private readonly ManualClock _clock = new();
    private readonly SingleFlightLogin<string> _login;
    private readonly List<string> _calls = [];
    private Func<Task<LoginResult<string>>> _answer;
    private TimeSpan? _lifetime;
    private int _logins;

    public SingleFlightLoginTests()
    {
        _answer = () => Task.FromResult<LoginResult<string>>(new LoginResult<string>.Granted($"t-{_logins}", _lifetime));
        _login = new SingleFlightLogin<string>(
            _ =>
            {
                _logins++;
                return _answer();
            },
            _clock);
    }

    [Fact]
    public async Task Callers_at_the_same_moment_share_one_login()
    {
        var gate = new TaskCompletionSource<LoginResult<string>>();
        _answer = () => gate.Task;

        var callers = Enumerable.Range(0, 32).Select(_ => CallAsync()).ToList();
        gate.SetResult(new LoginResult<string>.Granted("t-1"));

        Assert.All(await Task.WhenAll(callers), reply => Assert.Equal("done with t-1", reply));
        Assert.Equal(1, _logins);
    }

    [Fact]
    public async Task Token_is_kept_until_shortly_before_its_end()
    {
        _lifetime = TimeSpan.FromMinutes(10);
        await CallAsync();

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("done with t-1", await CallAsync());

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("done with t-2", await CallAsync());
    }

    [Fact]
    public async Task Short_lived_token_is_used_for_half_its_life()
    {
        _lifetime = TimeSpan.FromSeconds(20);
        await CallAsync();

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("done with t-1", await CallAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("done with t-2", await CallAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(long.MaxValue)]
    public async Task Token_without_a_known_end_holds_until_it_is_refused(long? ticks)
    {
        _lifetime = ticks is { } some ? TimeSpan.FromTicks(some) : null;
        await CallAsync();

        _clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal("done with t-1", await CallAsync());
    }

    [Fact]
    public async Task Refused_token_is_renewed_and_the_call_made_again()
    {
        Assert.Equal("done with t-2", await CallAsync(refused: ["t-1"]));
        Assert.Equal("done with t-2", await CallAsync());

        Assert.Equal(["t-1", "t-2", "t-2"], _calls);
    }

    [Fact]
    public async Task Second_refusal_in_a_row_is_the_callers_answer()
    {
        Assert.Equal("refused t-2", await CallAsync(refused: ["t-1", "t-2"]));
        Assert.Equal("done with t-3", await CallAsync());

        Assert.Equal(3, _logins);
    }

    [Fact]
    public async Task Callers_that_lose_one_token_together_share_one_renewal()
    {
        await CallAsync();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => CallAsync(refused: ["t-1"])));

        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task Failed_login_makes_no_call_and_the_next_caller_tries_again()
    {
        var works = _answer;
        _answer = () => Task.FromResult<LoginResult<string>>(new LoginResult<string>.Failed("away"));

        Assert.Equal("no token: away", await CallAsync());
        Assert.Empty(_calls);

        _answer = works;
        Assert.Equal("done with t-2", await CallAsync());
    }

    [Fact]
    public async Task Refused_login_is_not_tried_again_before_its_time()
    {
        var works = _answer;
        _answer = () => Task.FromResult<LoginResult<string>>(new LoginResult<string>.Failed("wrong password", _clock.GetUtcNow() + TimeSpan.FromMinutes(15)));
        await CallAsync();
        _answer = works;

        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal("no token: wrong password", await CallAsync());
        Assert.Equal(1, _logins);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("done with t-2", await CallAsync());
    }

    [Fact]
    public async Task One_callers_cancellation_does_not_end_the_login_of_others()
    {
        var gate = new TaskCompletionSource<LoginResult<string>>();
        _answer = () => gate.Task;
        using var stop = new CancellationTokenSource();

        var impatient = CallAsync(ct: stop.Token);
        var patient = CallAsync();
        await stop.CancelAsync();
        gate.SetResult(new LoginResult<string>.Granted("t-1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal("done with t-1", await patient);
        Assert.Equal(1, _logins);
    }

    [Fact]
    public async Task Login_that_throws_does_not_block_the_next_one()
    {
        var works = _answer;
        _answer = () => throw new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync());
        _answer = works;

        Assert.Equal("done with t-2", await CallAsync());
    }

    [Fact]
    public void Token_is_not_printed_with_its_record() =>
        Assert.DoesNotContain("secret", new LoginResult<string>.Granted("secret").ToString(), StringComparison.Ordinal);

    private Task<string> CallAsync(string[]? refused = null, CancellationToken ct = default) => _login.CallAsync(
        (token, _) =>
        {
            lock (_calls)
            {
                _calls.Add(token);
            }

            return Task.FromResult(refused?.Contains(token) is true ? $"refused {token}" : $"done with {token}");
        },
        static reply => reply.StartsWith("refused", StringComparison.Ordinal),
        static failure => $"no token: {failure}",
        ct);
}

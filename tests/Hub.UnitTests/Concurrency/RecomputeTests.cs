using Hub.Core.Concurrency;
using Xunit;

namespace Hub.UnitTests.Concurrency;

public sealed class RecomputeTests
{
    private int _attempts;

    [Fact]
    public async Task What_is_stored_at_once_is_computed_once()
    {
        Assert.Equal("stored", await Recompute.UntilStoredAsync(3, () => StoredAfterAsync(1)));

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task A_refused_attempt_is_computed_again()
    {
        Assert.Equal("stored", await Recompute.UntilStoredAsync(3, () => StoredAfterAsync(3)));

        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task A_store_that_always_refuses_is_given_up()
    {
        Assert.Null(await Recompute.UntilStoredAsync(3, () => StoredAfterAsync(4)));

        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task An_attempt_that_fails_is_not_repeated()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Recompute.UntilStoredAsync<string>(3, () =>
        {
            _attempts++;
            throw new InvalidOperationException();
        }));

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task There_is_at_least_one_attempt() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Recompute.UntilStoredAsync(0, () => StoredAfterAsync(1)));

    private Task<string?> StoredAfterAsync(int attempts) => Task.FromResult(++_attempts >= attempts ? "stored" : null);
}

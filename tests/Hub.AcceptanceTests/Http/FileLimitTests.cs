using System.Globalization;
using Hub.Functions.Hosting;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class FileLimitTests
{
    [Theory]
    [InlineData("320", 20)]
    [InlineData("64", 8)]
    [InlineData("1024", 724)]
    [InlineData("1048576", FileLimit.Most)]
    [InlineData("unlimited", FileLimit.Most)]
    public void Connections_stay_below_the_limit_of_open_files(string files, int connections) => Assert.Equal(connections, FileLimit.Connections(string.Create(
        CultureInfo.InvariantCulture, $"Limit                     Soft Limit           Hard Limit           Units     \nMax open files            64                   {files,-20} files     \nMax locked memory         1 1 bytes")));

    [Fact]
    public void Where_no_limit_is_told_there_is_one_all_the_same() => Assert.Equal(FileLimit.Most, FileLimit.Connections(""));
}

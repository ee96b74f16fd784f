using Microsoft.Extensions.Options;

namespace Hub.Functions.Hosting;

/// <summary>Hands a connector the options that were read and checked already.</summary>
internal sealed class FixedOptions<T>(T value) : IOptionsFactory<T> where T : class
{
    public T Create(string name) => value;
}

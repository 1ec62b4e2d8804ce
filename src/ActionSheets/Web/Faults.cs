namespace ActionSheets.Web;

/// <summary>
/// What is wrong with one body: French sentences by path, in the order found. Becomes <c>errors</c> of a 422 answer.
/// A path names members and list indexes, <c>fundingPlan[1].amount</c>; the empty path is the body itself.
/// </summary>
internal sealed class Faults
{
    /// <summary>
    /// Sentences kept. A body of 1 MiB can hold 300,000 faults; the honest form, filled to all its limits, stays well below this.
    /// </summary>
    public const int Limit = 1_000;

    private readonly OrderedDictionary<string, List<string>> _sentencesByPath = [];
    private int _count;

    public bool Any => _count > 0;

    /// <summary>Whether something was found at exactly that path: a rule that builds on it has nothing to say then.</summary>
    public bool At(string path) => _sentencesByPath.ContainsKey(path);

    /// <summary>Whether something was found at a list or in one of its entries.</summary>
    public bool AtOrIn(string list) => At(list) || _sentencesByPath.Keys.Any(path => path.StartsWith($"{list}[", StringComparison.Ordinal));

    /// <summary>Keeps a sentence for a path; the same sentence twice is one fault.</summary>
    public void Add(string path, string sentence)
    {
        if (_count >= Limit)
        {
            AddUncounted("", $"Les fautes sont trop nombreuses : seules les {Limit} premières sont indiquées.");
            return;
        }

        _count += AddUncounted(path, sentence) ? 1 : 0;
    }

    /// <summary>Path to sentences, in the order found.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary()
    {
        var errors = new OrderedDictionary<string, string[]>();
        foreach (var (path, sentences) in _sentencesByPath)
        {
            errors.Add(path, [.. sentences]);
        }

        return errors;
    }

    private bool AddUncounted(string path, string sentence)
    {
        if (!_sentencesByPath.TryGetValue(path, out var sentences))
        {
            _sentencesByPath.Add(path, sentences = []);
        }

        if (sentences.Contains(sentence))
        {
            return false;
        }

        sentences.Add(sentence);
        return true;
    }
}

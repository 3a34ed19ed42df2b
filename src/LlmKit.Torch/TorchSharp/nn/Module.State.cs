using System.Text;

namespace TorchSharp;

// State dictionaries, and files of them.
public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Parameters and persistent buffers by name. The tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix.TrimEnd('.') + ".";
                foreach (var (key, parameter) in AllParameters(start, true)) destination[key] = parameter;
                foreach (var (key, buffer, isPersistent) in AllBuffers(start, true))
                {
                    if (isPersistent) destination[key] = buffer;
                }

                return destination;
            }

            /// <summary>Copies values into the module's tensors.</summary>
            /// <param name="strict">Names that only one side has are an error.</param>
            /// <param name="skip">Names to leave as they are.</param>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict().Where(pair => skip?.Contains(pair.Key) is not true).ToDictionary();
                var missing = own.Keys.Where(key => !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && skip?.Contains(key) is not true).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        $"The state does not fit {GetName()}: missing {Names(missing)}; unexpected {Names(unexpected)}. " +
                        "Pass strict: false to load what fits.");
                }

                foreach (var (key, target) in own)
                {
                    if (source.TryGetValue(key, out var value) && !value.shape.SequenceEqual(target.shape))
                    {
                        throw new InvalidOperationException(
                            $"\"{key}\" has shape [{string.Join(", ", value.shape)}] in the state and [{string.Join(", ", target.shape)}] in {GetName()}. " +
                            "Build the module with the sizes it was saved with, or skip this name.");
                    }
                }

                using var frozen = no_grad();
                foreach (var (key, target) in own)
                {
                    if (source.TryGetValue(key, out var value)) target.copy_(value);
                }

                return (missing, unexpected);
            }

            /// <summary>Writes the state to a file, which appears whole or not at all.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                WriteFile(location, stream => save(stream, skip));
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            /// <summary>Writes TorchSharp's layout: the number of tensors, then the name and the tensor for each.</summary>
            public virtual Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                var state = state_dict().Where(pair => skip?.Contains(pair.Key) is not true).ToList();
                writer.Write7BitEncodedInt(state.Count);
                foreach (var (key, tensor) in state)
                {
                    writer.Write(key);
                    Save(tensor, writer);
                }

                return this;
            }

            /// <param name="loadedParameters">Receives each name of the file, and whether it was loaded.</param>
            public Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(File.OpenRead(location));
                return Load(reader, location, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) =>
                Load(reader, "the stream", strict, skip, loadedParameters);

            private Module Load(BinaryReader reader, string source, bool strict, IList<string>? skip, Dictionary<string, bool>? loaded)
            {
                using var scope = NewDisposeScope();
                var state = new Dictionary<string, Tensor>();
                try
                {
                    var count = reader.Read7BitEncodedInt();
                    if (count < 0) throw Broken(source, $"it says that it holds {count} tensors");
                    for (var i = 0; i < count; i++)
                    {
                        var key = reader.ReadString();
                        state[key] = torch.Load(reader, source);
                    }
                }
                catch (Exception e) when (e is EndOfStreamException or FormatException)
                {
                    throw Broken(source, "it ends early");
                }

                var own = state_dict();
                load_state_dict(state, strict, skip);
                foreach (var key in state.Keys) loaded?.TryAdd(key, own.ContainsKey(key) && skip?.Contains(key) is not true);
                return this;
            }

            private static string Names(List<string> names) => names.Count == 0
                ? "nothing"
                : string.Join(", ", names.Take(5).Select(key => $"\"{key}\"")) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
        }
    }
}
